import type { TestAdvice, TestFact, TestRow } from "@/lib/model/connection-test";

/** How a step ended. */
export type Finding = {
  state: Exclude<TestRow["state"], "running">;
  seen: string;
  facts: TestFact[];
  advice: TestAdvice | undefined;
};

/** What a step found, and what the next one goes on with; without a value there is nothing to go on with. */
export type Outcome<T> = { finding: Finding; value?: T | undefined };

/** It is as it should be. */
export function ok(seen: string, facts: TestFact[] = []): Finding {
  return { state: "ok", seen, facts, advice: undefined };
}

/** It works, but somebody should look at it. */
export function attention(seen: string, advice: TestAdvice, facts: TestFact[] = []): Finding {
  return { state: "attention", seen, facts, advice };
}

/** It does not work. */
export function failed(seen: string, advice: TestAdvice, facts: TestFact[] = []): Finding {
  return { state: "failed", seen, facts, advice };
}

/** There was nothing to test. */
export function skipped(seen: string, advice?: TestAdvice): Finding {
  return { state: "skipped", seen, facts: [], advice };
}

/** Facts by name; what is not known is left out. */
export function factsOf(values: Record<string, string | number | undefined>): TestFact[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [{ name, value: String(value) }],
  );
}
