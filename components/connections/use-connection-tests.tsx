"use client";

import { type JobHolder, useJob } from "@/components/ui/use-job";
import type { ConnectionSummary } from "@/lib/model/connection";
import { testEach } from "./test-each";
import { TestsReport } from "./tests-report";

/** Tests of several connections as one job, and a way to start it. */
export type ConnectionTests = Omit<JobHolder, "run"> & {
  start: (connections: readonly ConnectionSummary[]) => void;
};

/** Holds the job while the page goes from view to view. */
export function useConnectionTests(): ConnectionTests {
  const { run, ...job } = useJob(() => "The tests broke off.");
  return {
    ...job,
    start: (connections) =>
      run(
        { title: titleOf(connections), unit: "tested", totalUnits: connections.length },
        async (teller) => <TestsReport outcomes={await testEach(connections, teller)} />,
      ),
  };
}

function titleOf(connections: readonly ConnectionSummary[]): string {
  const [first] = connections;
  return first && connections.length === 1
    ? `Test of ${first.label}`
    : `Test of ${connections.length} connections`;
}
