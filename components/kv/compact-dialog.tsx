"use client";

import { useEffect, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Dialog } from "@/components/ui/dialog";
import { DurationField } from "@/components/ui/duration-field";
import { JobView } from "@/components/ui/job-view";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { useJob } from "@/components/ui/use-job";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { parseDuration } from "@/lib/format/parse-duration";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { FoundMarkers } from "@/lib/model/kv-compact";
import { createCompactSession } from "@/lib/queries/kv-compact";
import { CompactReportView } from "./compact-report";
import { type WeighedMarkers, weighMarkers } from "./weigh-markers";

type Props = { connectionId: string; bucket: BucketDetail; onClose: () => void };

const problemOf = (error: unknown) => <Problem words={describeError(error as AppError)} />;

/** Counts what is left of deleted keys, then removes it; with progress, and a way to stop. */
export function CompactDialog({ connectionId, bucket, onClose }: Props) {
  const { name } = bucket.settings;
  const [session] = useState(() => createCompactSession(connectionId, name));
  const [found, setFound] = useState<FoundMarkers>();
  const [age, setAge] = useState("30m");
  const [isDone, setDone] = useState(false);
  const look = useJob(problemOf);
  const work = useJob(problemOf);
  const production = useProduction(connectionId, { does: `compact ${name}` });
  const count = () =>
    look.run({ title: `Looking for markers in ${name}`, unit: "keys" }, async (teller) => {
      setFound(await session.find(teller.signal, ({ done, total }) => teller.tell(done, total)));
      return null;
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it counts once, when it is opened
  useEffect(() => {
    count();
    return () => session.close();
  }, [session]);

  const keepMs = keepMsOf(age);
  const weighed = found && keepMs !== undefined ? weighMarkers(found, keepMs) : undefined;
  const compact = () => {
    if (!weighed || keepMs === undefined || production.reason) return;
    work.run(
      { title: `Compacting ${name}`, unit: "markers", totalUnits: found?.timesMs.length ?? 0 },
      async ({ signal, tell }) => {
        const report = await session.run(keepMs, signal, ({ done, total }) => tell(done, total));
        // What was told on the way may be a moment old.
        tell(report.removed + report.kept + report.failed);
        setDone(true);
        return <CompactReportView report={report} />;
      },
    );
  };
  const isRunning = work.job?.state === "running";
  return (
    <Dialog title={`Compact bucket ${name}`} isWide onClose={onClose}>
      <form
        className="mt-1 grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          compact();
        }}
      >
        <p className="text-soft">
          A deleted key leaves a marker, so that whoever watches hears of it. Here the markers go
          that nobody needs any more, with all that is kept below them. Mirrors keep theirs, and are
          compacted by themselves.
        </p>
        {look.job && look.job.state !== "done" && (
          <JobView job={look.job} onCancel={look.cancel} onDismiss={look.dismiss} />
        )}
        {!found && look.job?.state !== "running" && (
          <div>
            <Button onClick={count}>Count markers</Button>
          </div>
        )}
        {found && !isDone && !isRunning && (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <DurationField
                label="Keep markers younger than"
                hint="The nats command keeps those of the last 30 min. 0 keeps none."
                value={age}
                onChange={setAge}
              />
              <Weighed found={found} weighed={weighed} />
            </div>
            <CliCommand words={natsCommand(["kv", "compact"], [name], ["--force"])} />
            {keepMs !== 1_800_000 && (
              <p className="-mt-3 text-small text-soft">
                The command has no flag for the age: it keeps markers of the last 30 min.
              </p>
            )}
            {production.check}
          </>
        )}
        {work.job && <JobView job={work.job} onCancel={work.cancel} onDismiss={onClose} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{isDone ? "Close" : "Cancel"}</Button>
          {!isDone && (
            <Button
              kind="danger"
              type="submit"
              reason={production.reason ?? reasonAgainst(found, weighed)}
              isBusy={isRunning}
            >
              Compact
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Weighed({ found, weighed }: { found: FoundMarkers; weighed: WeighedMarkers | undefined }) {
  const format = useFormat();
  const all = found.timesMs.length;
  return (
    <div role="status" className="grid content-start gap-1 self-center text-small tabular-nums">
      <p>
        {format.exact(all)} of {format.exact(found.keys)} {found.keys === 1 ? "key is" : "keys are"}{" "}
        deleted.
      </p>
      {weighed && all > 0 && (
        <p>
          {format.exact(weighed.old)} {weighed.old === 1 ? "marker goes" : "markers go"};{" "}
          {format.exact(weighed.young)} {weighed.young === 1 ? "stays" : "stay"}
          {found.hasHistory && weighed.young > 0 ? ", without what is kept below." : "."}
        </p>
      )}
    </div>
  );
}

/** Undefined for what is no span. */
function keepMsOf(text: string): number | undefined {
  const parsed = parseDuration(text);
  return parsed.ok ? Number(parsed.ns / 1_000_000n) : undefined;
}

function reasonAgainst(
  found: FoundMarkers | undefined,
  weighed: WeighedMarkers | undefined,
): string | undefined {
  if (!found) return "The markers are not counted yet.";
  if (!weighed) return "Say first which markers stay.";
  const isNothing = weighed.old === 0 && (weighed.young === 0 || !found.hasHistory);
  return isNothing ? "There is nothing to remove." : undefined;
}
