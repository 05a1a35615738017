"use client";

import { useQueryStates } from "nuqs";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import { publishParams } from "@/lib/url/publish";
import { Publisher } from "./publisher";
import { useRuns } from "./use-runs";

/** The page that publishes, asks and answers; the address says what and on which subject. */
export function Publish({ connectionId }: { connectionId: string }) {
  const [{ subject, mode }, setParams] = useQueryStates(publishParams);
  const runs = useRuns(connectionId);
  useLeaveGuard(runs.inWords !== undefined);
  return (
    <main className="@container mx-auto max-w-[1320px] px-4 py-5 md:px-6">
      <h1 className="mb-4 font-semibold text-title">Publish</h1>
      <Publisher
        connectionId={connectionId}
        runs={runs}
        place={{ subject, mode, change: (changes) => void setParams(changes) }}
      />
    </main>
  );
}
