import { performance } from "node:perf_hooks";
import type { Duplex } from "node:stream";
import type { TestRow, TestStep } from "@/lib/model/connection-test";
import type { Target } from "@/lib/server/connections/target";
import type { ServerInfo } from "@/lib/server/dial/info";
import { type Finding, failed, type Outcome, skipped } from "./finding";
import type { Surroundings } from "./surroundings";

/** What all steps of one test share. */
export type Exam = {
  target: Target;
  surroundings: Surroundings;
  /** Fires when the test is given up, or has taken too long. */
  signal: AbortSignal;
  /** How long a step of one address may take. */
  stepMs: number;
  /** What the servers said of themselves, whether or not they let us in. */
  hellos: ServerInfo[];
  /** Runs a step and tells its row twice; gives what the next step goes on with. */
  step<T>(place: Place, run: (limit: AbortSignal) => Promise<Outcome<T>>): Promise<T | undefined>;
  /** Tells a step that is not run. */
  skip(place: Place, why: string): void;
  /** Remembers a stream, so that none outlives the test. */
  keep<T extends Duplex>(stream: T): T;
  /** True as long as no row failed. */
  isFlawless(place?: Partial<Place>): boolean;
  close(): void;
};

/** Where a row stands. */
type Place = Pick<TestRow, "step" | "address"> & { limitMs?: number };

/** Long enough for a far server, short enough to wait for. */
const longestStepMs = 4000;
/** An address that does not answer holds the test up at one step; all of them together no longer than this. */
const addressesMs = 16_000;
const longestTestMs = 30_000;

/** Begins a test. */
export function beginExam(
  target: Target,
  surroundings: Surroundings,
  given: AbortSignal,
  onRow: (row: TestRow) => void,
): Exam {
  const streams = new Set<Duplex>();
  const failures: Place[] = [];
  const stepMs = Math.min(longestStepMs, Math.round(addressesMs / Math.max(1, target.urls.length)));
  const signal = AbortSignal.any([given, AbortSignal.timeout(longestTestMs)]);
  const tell = ({ step, address }: Place, row: Omit<TestRow, "step" | "address">) => {
    if (!given.aborted) onRow({ step, address, ...row });
  };
  const end = (place: Place, tookMs: number | undefined, finding: Finding) => {
    if (finding.state === "failed") failures.push(place);
    tell(place, { ...finding, tookMs });
  };
  return {
    target,
    surroundings,
    signal,
    stepMs,
    hellos: [],
    async step(place, run) {
      if (signal.aborted) {
        end(place, undefined, skipped("The test ran out of time."));
        return undefined;
      }
      tell(place, { state: "running", tookMs: undefined, seen: "", facts: [], advice: undefined });
      const startedMs = performance.now();
      const timeout = AbortSignal.timeout(place.limitMs ?? stepMs);
      const outcome = await run(AbortSignal.any([signal, timeout])).catch(() => unforeseen(place));
      end(place, Math.round((performance.now() - startedMs) * 10) / 10, outcome.finding);
      return signal.aborted ? undefined : outcome.value;
    },
    skip: (place, why) => end(place, undefined, skipped(why)),
    keep(stream) {
      streams.add(stream);
      stream.once("close", () => streams.delete(stream));
      if (signal.aborted) stream.destroy();
      return stream;
    },
    isFlawless: ({ step, address } = {}) =>
      !failures.some(
        (place) =>
          (step === undefined || place.step === step) &&
          (address === undefined || place.address === address),
      ),
    close() {
      for (const stream of streams) stream.destroy();
    },
  };
}

/** Says nothing of the error itself: nobody has judged what it may hold. */
function unforeseen({ step }: { step: TestStep }): Outcome<never> {
  return {
    finding: failed(`The step "${step}" of the test broke off.`, {
      likely: "This is a fault of Natsight itself, not of your server.",
      whatToDo: ["Test once more.", "If it stays so, report it with the server's version."],
    }),
  };
}
