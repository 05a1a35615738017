import { expect, it } from "vitest";
import type { Reading } from "@/lib/errors/app-error";
import { lateCalls } from "./late-calls";

type Calls = { tell(word: string): void; ask(): Promise<Reading<string[]>> };

const part = (): Calls => {
  const heard: string[] = [];
  return {
    tell: (word) => void heard.push(word),
    ask: async () => ({ ok: true, value: [...heard] }),
  };
};

it("loads a part with the first question to it, once, and keeps the order of the questions", async () => {
  let loads = 0;
  const { tell, ask } = lateCalls<Calls>({ tell: true, ask: true }, async () => {
    loads++;
    return part();
  });
  expect(loads).toBe(0);
  tell("a");
  tell("b");
  expect(await ask()).toEqual({ ok: true, value: ["a", "b"] });
  tell("c");
  expect(await ask()).toEqual({ ok: true, value: ["a", "b", "c"] });
  expect(loads).toBe(1);
});

it("says so when a part can't be loaded, and asks for it again", async () => {
  let isThere = false;
  const { ask } = lateCalls<Calls>({ tell: true, ask: true }, async () => {
    if (!isThere) throw new Error("no script");
    return part();
  });
  expect(await ask()).toMatchObject({ ok: false, error: { kind: "console-away" } });
  isThere = true;
  expect(await ask()).toEqual({ ok: true, value: [] });
});
