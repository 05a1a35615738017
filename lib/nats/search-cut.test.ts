import { expect, it } from "vitest";
import { cutHeaders, readSequence } from "./search-cut";

const server = "Nats-Stream: S\r\nNats-Subject: true.one\r\nNats-Sequence: 9007199254740993\r\n";

function cut(stored: string) {
  const raw = new TextEncoder().encode(
    `NATS/1.0\r\n${stored}${server}Nats-Num-Pending: 3\r\n\r\nbody`,
  );
  const bodyAt = raw.length - 4;
  const found = cutHeaders(raw, 0, bodyAt);
  const text = (from = 0, to = 0) => new TextDecoder().decode(raw.subarray(from, to));
  return {
    subject: text(found?.subjectFrom, found?.subjectTo),
    headers: text(found?.headersFrom, found?.headersTo),
    sequence: readSequence(raw, bodyAt),
  };
}

it.each([
  "",
  "Trace: 1\r\n",
  // A publisher wrote what a server would.
  "Nats-Stream: X\r\nNats-Subject: false.one\r\nNats-Sequence: 1\r\nOther: Nats-Stream: S\r\n",
])("takes the server's own lines off %j", (stored) => {
  expect(cut(stored)).toEqual({
    ...{ subject: "true.one", headers: stored, sequence: 9_007_199_254_740_993n },
  });
});

it("finds nothing where no server wrote", () => {
  const raw = new TextEncoder().encode("NATS/1.0 204 EOB\r\nNats-Num-Pending: 3\r\n\r\n");
  expect(cutHeaders(raw, 0, raw.length)).toBeUndefined();
  expect(readSequence(raw, raw.length)).toBeUndefined();
});
