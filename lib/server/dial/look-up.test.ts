import type { LookupAddress } from "node:dns";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Resolve } from "./look-up";
import { createLookup } from "./look-up";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const here: LookupAddress[] = [{ address: "127.0.0.1", family: 4 }];
const options = { all: true } as const;

/** A name service that answers when it is told to. */
function setUp(threads?: number) {
  const asked: { host: string; answer: () => void }[] = [];
  const service: Resolve = (host, _options, done) => {
    asked.push({ host, answer: () => done(null, here) });
  };
  const lookUp = createLookup(service, threads);
  const answered: string[] = [];
  const ask = (host: string) => lookUp(host, options, () => answered.push(host));
  const answer = (host: string) => {
    const at = asked.findIndex((one) => one.host === host);
    asked.splice(at, 1)[0]?.answer();
  };
  return { ask, answer, asked: () => asked.map(({ host }) => host), answered };
}

describe("names", () => {
  it("are looked up two at a time, the others after them", () => {
    const { ask, answer, asked, answered } = setUp();
    for (const host of ["a", "b", "c", "d"]) ask(host);
    expect(asked()).toEqual(["a", "b"]);
    answer("b");
    expect(asked()).toEqual(["a", "c"]);
    expect(answered).toEqual(["b"]);
  });

  it("that several ask for are looked up once", () => {
    const { ask, answer, asked, answered } = setUp();
    ask("a");
    ask("a");
    expect(asked()).toEqual(["a"]);
    answer("a");
    expect(answered).toEqual(["a", "a"]);
    ask("a");
    expect(asked()).toEqual(["a"]);
  });

  it("that were slow don't hold up those that were not", () => {
    const { ask, answer, asked } = setUp();
    for (const host of ["s1", "s2", "s3"]) ask(host);
    vi.advanceTimersByTime(5_000);
    for (const host of ["s1", "s2"]) answer(host);
    vi.advanceTimersByTime(5_000);
    answer("s3");
    for (const host of ["s1", "s2", "s3"]) ask(host);
    expect(asked()).toEqual(["s1"]);
    ask("quick");
    expect(asked()).toEqual(["s1", "quick"]);
  });

  it("take no more than half of the threads", () => {
    const { ask, asked } = setUp(16);
    for (let host = 0; host < 50; host++) ask(`h${host}`);
    expect(asked()).toHaveLength(8);
  });
});
