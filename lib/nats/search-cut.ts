/** Where in the bytes of a direct get its parts are: what the server added is none of them. */
export type Cut = {
  subjectFrom: number;
  subjectTo: number;
  headersFrom: number;
  headersTo: number;
};

/**
 * Finds the subject and the stored headers between two places, the second of which is where the payload begins. The server writes its own lines behind what is stored, so
 * that the last of each name is its own: a publisher may have written the same.
 */
export function cutHeaders(raw: Uint8Array, from: number, bodyAt: number): Cut | undefined {
  const streamAt = findLastLine(raw, from, bodyAt, streamName);
  if (streamAt < 0) return undefined;
  const subjectLine = nextLine(raw, streamAt, bodyAt);
  if (!beginsWith(raw, subjectLine, subjectName)) return undefined;
  const subjectFrom = subjectLine + subjectName.length;
  const subjectTo = nextLine(raw, subjectFrom, bodyAt) - 2;
  const headersFrom = nextLine(raw, from, bodyAt);
  return { subjectFrom, subjectTo, headersFrom, headersTo: streamAt };
}

/** The sequence that the server wrote; undefined where there is none. */
export function readSequence(raw: Uint8Array, bodyAt: number): bigint | undefined {
  const line = findLastLine(raw, 0, bodyAt, sequenceName);
  if (line < 0) return undefined;
  let digits = "";
  for (let at = line + sequenceName.length; at < bodyAt; at++) {
    const byte = raw[at] ?? 0;
    if (byte < 48 || byte > 57) break;
    digits += String.fromCharCode(byte);
  }
  return digits === "" ? undefined : BigInt(digits);
}

const encoder = new TextEncoder();
const streamName = encoder.encode("Nats-Stream: ");
const subjectName = encoder.encode("Nats-Subject: ");
const sequenceName = encoder.encode("Nats-Sequence: ");
const newLine = 10;

function findLastLine(raw: Uint8Array, from: number, end: number, name: Uint8Array): number {
  for (let at = end - name.length; at > from; at--) {
    if (raw[at - 1] === newLine && beginsWith(raw, at, name)) return at;
  }
  return -1;
}

function beginsWith(raw: Uint8Array, at: number, name: Uint8Array): boolean {
  for (let index = 0; index < name.length; index++) {
    if (raw[at + index] !== name[index]) return false;
  }
  return true;
}

function nextLine(raw: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (raw[at] === newLine) return at + 1;
  return end;
}
