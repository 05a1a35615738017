// L4: every buffer is capped.

/** Points of the overview's live rates: five minutes at one every two seconds. */
export const overviewPoints = 150;

/** Five beats: a longer silence between two samples is a gap in the picture. */
export const longestStepMs = 10_000;
