import type { Reading } from "@/lib/errors/app-error";

/** Calls that give a reading, or nothing. */
type Calls<T> = { [Name in keyof T]: (...args: never[]) => unknown };

const notThere: Reading<never> = {
  ok: false,
  error: { kind: "console-away", what: "The part of this page that does it" },
};

/** Calls whose script comes with the first of them: what a page never asks for is never loaded. They stay in order. */
export function lateCalls<T extends Calls<T>>(
  names: { [Name in keyof T]: true },
  load: () => Promise<T>,
): T {
  let loaded: Promise<T> | undefined;
  const part = () => {
    loaded ??= load().catch((error: unknown) => {
      // It is asked for again: the console may have been away.
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
  const late =
    (name: keyof T) =>
    async (...args: never[]): Promise<unknown> => {
      const calls = await part().catch(() => undefined);
      return calls ? calls[name](...args) : notThere;
    };
  return Object.fromEntries(
    Object.keys(names).map((name) => [name, late(name as keyof T)]),
  ) as unknown as T;
}
