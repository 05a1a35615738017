"use client";

import { useEffect, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliScript } from "@/components/ui/cli-script";
import { Dialog } from "@/components/ui/dialog";
import { JobView } from "@/components/ui/job-view";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { useJob } from "@/components/ui/use-job";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { FoundOrphans } from "@/lib/model/object-orphans";
import type { StoreDetail } from "@/lib/model/object-store";
import { createOrphansSession } from "@/lib/queries/object-orphans";
import { purgeScript } from "./orphans-command";
import { OrphansReportView } from "./orphans-report";
import { OrphansTable } from "./orphans-table";

type Props = { connectionId: string; store: StoreDetail; onClose: () => void };

const problemOf = (error: unknown) => <Problem words={describeError(error as AppError)} />;

/** Looks for chunks that belong to nothing, then removes those that are chosen; with progress, and a way to stop. */
export function OrphansDialog({ connectionId, store, onClose }: Props) {
  const { name } = store.settings;
  const [session] = useState(() => createOrphansSession(connectionId, name));
  const [found, setFound] = useState<FoundOrphans>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isDone, setDone] = useState(false);
  const look = useJob(problemOf);
  const work = useJob(problemOf);
  const production = useProduction(connectionId, { does: `clean up ${name}` });
  const find = () =>
    look.run({ title: `Looking through ${name}`, unit: "objects" }, async ({ signal, tell }) => {
      const orphans = await session.find(signal, ({ done, total }) => tell(done, total));
      setFound(orphans);
      setChosen(new Set(orphans.groups.flatMap(({ nuid, isYoung }) => (isYoung ? [] : nuid))));
      return null;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks once, when it is opened
  useEffect(() => {
    find();
    return () => session.close();
  }, [session]);

  const groups = chosen.size === 1 ? "group" : "groups";
  const remove = () => {
    if (chosen.size === 0 || production.reason) return;
    work.run(
      { title: `Cleaning up ${name}`, unit: "groups", totalUnits: chosen.size },
      async ({ signal, tell }) => {
        const report = await session.run([...chosen], signal, ({ done, total }) =>
          tell(done, total),
        );
        // What was told on the way may be a moment old.
        tell(report.removed + report.left + report.failures.length);
        setDone(true);
        return <OrphansReportView report={report} />;
      },
    );
  };
  const isRunning = work.job?.state === "running";
  const hasSome = found !== undefined && found.groups.length > 0;
  return (
    <Dialog title={`Clean up ${name}`} isWide onClose={onClose}>
      <form
        className="mt-1 grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          remove();
        }}
      >
        <p className="text-soft">
          An upload that breaks off, by a closed tab say, leaves chunks that no object has. They
          take room and can’t be read. Chunks younger than 10 minutes may be those of an upload that
          still goes on, and are left unless you choose them.
        </p>
        {look.job && look.job.state !== "done" && (
          <JobView job={look.job} onCancel={look.cancel} onDismiss={look.dismiss} />
        )}
        {!found && look.job?.state !== "running" && (
          <div>
            <Button onClick={find}>Look again</Button>
          </div>
        )}
        {found && !isDone && <FoundWords found={found} />}
        {hasSome && !isDone && !isRunning && (
          <>
            <OrphansTable found={found} chosen={chosen} onChoose={setChosen} />
            {chosen.size > 0 && <CliScript {...purgeScript(store.row, found.groups, chosen)} />}
            {production.check}
          </>
        )}
        {work.job && <JobView job={work.job} onCancel={work.cancel} onDismiss={onClose} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{isDone || !hasSome ? "Close" : "Cancel"}</Button>
          {hasSome && !isDone && (
            <Button
              kind="danger"
              type="submit"
              reason={
                chosen.size === 0 ? "Choose first which groups are removed." : production.reason
              }
              isBusy={isRunning}
            >
              Remove {chosen.size} {groups}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function FoundWords({ found }: { found: FoundOrphans }) {
  const format = useFormat();
  const { groups, usedChunks, usedBytes } = found;
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0n);
  const chunks = groups.reduce((sum, group) => sum + group.chunks, 0);
  return (
    <p role="status" className="text-small tabular-nums">
      {groups.length === 0
        ? "Nothing was left behind. "
        : `${format.exact(chunks)} ${chunks === 1 ? "chunk" : "chunks"}, ${format.bytesText(bytes)}, belong to nothing. `}
      The objects here have {format.exact(usedChunks)} chunks, {format.bytesText(usedBytes)}.
    </p>
  );
}
