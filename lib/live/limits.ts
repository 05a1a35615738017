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
