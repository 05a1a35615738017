// L4: every buffer is capped.

/** Points of a snapshot's flow: fifteen minutes at one every two seconds. */
export const flowPoints = 450;

/** Half minutes of a stream's trend: fifteen minutes. */
export const trendPoints = 30;

/** How long one point of a trend is. */
export const trendStepMs = 30_000;

/** So many events are kept. */
export const eventLimit = 500;

/** Names of deleted streams that are remembered for those who still show them. */
export const goneLimit = 10_000;

/** Subjects that a tail counts apart; those beyond count for the branch that they grow from. */
export const tailSubjects = 10_000;

/** Branches of a tail's tree. */
export const tailBranches = 40_000;

/** Bytes of a tail's subjects together. */
export const tailSubjectBytes = 4 * 1024 * 1024;

/** Bytes of the messages that a tail keeps. */
export const tailKeptBytes = 32 * 1024 * 1024;

/** Of a bigger message the beginning is kept. */
export const tailBodyBytes = 8 * 1024 * 1024;

/** Messages that a tail lists in a tenth of a second, and their bytes; the others are counted. */
export const tailRowsPerBeat = 200;
export const tailBytesPerBeat = 8 * 1024 * 1024;

/** Seconds of a tail's rates. */
export const tailSeconds = 120;

/** The first branches of a tail, whose rates are remembered from before somebody asks. */
export const tailRatedBranches = 4_096;

/** Readings of a stream that tell when its messages arrived; the older, the further apart. */
export const arrivalSamples = 128;

/** Readings of a consumer that its trend is made of: five minutes, one every five seconds. */
export const lagSamples = 72;

/** Minutes of a consumer's line of lag. */
export const sparkMinutes = 60;

/** Keys of a bucket that one consumer brings with all that is known of each: within a fifth of a second. */
export const keysWhole = 50_000;

/** The same where values go by their age: of names alone nobody knows which are gone. */
export const keysWholeWithAge = 200_000;

/** More keys are listed only when somebody asks for it. */
export const keysUnasked = 1_000_000;

/** Keys that are marked as changed a moment ago. */
export const keysFresh = 20_000;
