/** A sequence as it was typed, with marks between its digits or without; undefined for anything else. */
export function parseSequence(text: string): bigint | undefined {
  const digits = text.replace(/[,.'\s]/g, "");
  return /^\d{1,20}$/.test(digits) ? BigInt(digits) : undefined;
}

/** What is said where something else was typed. */
export const noSequence = "A whole number, such as 1204.";
