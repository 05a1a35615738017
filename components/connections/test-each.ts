import type { JobTeller } from "@/components/ui/use-job";
import type { ConnectionSummary } from "@/lib/model/connection";
import { startConnectionTest } from "@/lib/queries/connections-test-run";
import { nextProgress } from "./test-progress";
import type { TestProgress } from "./test-rows";

/** What came of one of several tests; without progress, it was not run to its end. */
export type TestOutcome = { id: string; label: string; progress: TestProgress | undefined };

/** Tests one connection after another; called off, the others are left untested. */
export async function testEach(
  connections: readonly ConnectionSummary[],
  { signal, tell }: JobTeller,
): Promise<TestOutcome[]> {
  const outcomes: TestOutcome[] = [];
  for (const { id, label } of connections) {
    const progress = signal.aborted ? undefined : await testOnce(id, signal);
    outcomes.push({ id, label, progress });
    if (progress) tell(outcomes.length);
  }
  return outcomes;
}

function testOnce(id: string, signal: AbortSignal): Promise<TestProgress | undefined> {
  return new Promise((settle) => {
    let progress = nextProgress(undefined, { type: "start" });
    const stop = startConnectionTest(
      { id },
      {
        hear(event) {
          progress = nextProgress(progress, event);
        },
        end: (outcome) => settle(nextProgress(progress, { type: "end", outcome })),
      },
    );
    signal.addEventListener(
      "abort",
      () => {
        stop();
        settle(undefined);
      },
      { once: true },
    );
  });
}
