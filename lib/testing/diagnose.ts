import type { TestRow, TestStep } from "@/lib/model/connection-test";
import type { Target } from "@/lib/server/connections/target";
import { testConnection } from "@/lib/server/doctor/doctor";

/** What the step-by-step test of a connection told. */
export type Diagnosis = {
  ok: boolean;
  /** As they came, each twice. */
  told: TestRow[];
  /** As they ended. */
  rows: TestRow[];
  /** How one step ended; that of the address where several have it. */
  row: (step: TestStep, address?: string) => TestRow | undefined;
  /** The steps that failed, in order. */
  failed: TestStep[];
  /** Everything that anybody could read. */
  text: string;
};

/** Tests a connection step by step, and gives what was told. */
export async function diagnose(
  target: Target,
  signal: AbortSignal = new AbortController().signal,
): Promise<Diagnosis> {
  const told: TestRow[] = [];
  const ok = await testConnection(target, { signal, onRow: (row) => told.push(row) });
  const rows = told.filter(({ state }) => state !== "running");
  return {
    ok,
    told,
    rows,
    row: (step, address) =>
      rows.find((row) => row.step === step && (address === undefined || row.address === address)),
    failed: rows.filter(({ state }) => state === "failed").map(({ step }) => step),
    text: JSON.stringify(told),
  };
}

/** A fact of a row by its name. */
export function factOf(row: TestRow | undefined, name: string): string | undefined {
  return row?.facts.find((fact) => fact.name === name)?.value;
}

/** All that a row advises, in one text. */
export function adviceOf(row: TestRow | undefined): string {
  const { likely = "", whatToDo = [], snippet } = row?.advice ?? {};
  return [likely, ...whatToDo, snippet?.about ?? "", snippet?.text ?? ""].join("\n");
}
