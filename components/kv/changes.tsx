"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Problem } from "@/components/ui/problem";
import { DataTable } from "@/components/ui/table/data-table";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { checkSubject } from "@/lib/format/subject";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { KvFeedFrame } from "@/lib/model/kv-feed";
import { bucketAddress } from "@/lib/url/kv";
import { changesParams } from "@/lib/url/kv-changes";
import { ChangesBar } from "./changes-bar";
import { changesColumns } from "./changes-columns";
import { countWords, gapWords, stateWords } from "./changes-words";
import { useChanges } from "./use-changes";
import { useOwnView } from "./use-own-view";

type Props = { connectionId: string; bucket: BucketDetail };

/** What is written to a bucket, as it happens. */
export function BucketChanges({ connectionId, bucket }: Props) {
  const format = useFormat();
  const router = useRouter();
  const { name } = bucket.settings;
  const [{ watch, since, keep }, change] = useQueryStates(changesParams);
  const pattern = watch ?? ">";
  const isRight = checkSubject(pattern, { wildcards: true, reserved: true }) === undefined;
  const order = { bucket: name, pattern: isRight ? pattern : ">", from: since };
  const { feed, frame, rows, error } = useChanges(connectionId, order, Number(keep));
  const [paused, setPaused] = useState<typeof feed>();
  const isPaused = paused === feed;
  const view = useOwnView();
  const columns = useMemo(
    () => changesColumns(format, connectionId, name),
    [format, connectionId, name],
  );
  const pause = (next: boolean) => {
    setPaused(next ? feed : undefined);
    feed.pause(next);
  };
  return (
    <section aria-label="Changes of the bucket" className="min-w-0">
      <ChangesBar
        {...{ pattern: watch ?? "", since, keep }}
        onChange={(changes) => void change(changes)}
      />
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
        <span role="status" className="font-medium">
          {frame ? stateWords(frame, isPaused, format) : "Connecting"}
        </span>
        <span className="text-soft tabular-nums">
          {frame && countWords(frame.counts, rows.length, format)}
        </span>
        <span className="ml-auto flex gap-2">
          <Button onClick={() => pause(!isPaused)}>{isPaused ? "Resume" : "Pause"}</Button>
          <Button onClick={feed.clear}>Clear</Button>
        </span>
      </div>
      {error && <Problem words={describeError(error)} />}
      <Gaps frame={frame} />
      <DataTable
        name="Changes"
        noun="change"
        rows={rows}
        columns={columns}
        rowId={({ revision, timeNs }) => `${revision} ${timeNs}`}
        view={view}
        onOpen={({ key }) => router.push(bucketAddress(connectionId, name, key))}
        emptyFace={<Empty frame={frame} isPaused={isPaused} pattern={order.pattern} />}
      />
      <div className="mt-4 max-w-2xl">
        <CliCommand words={natsCommand(["kv", "watch"], [name, order.pattern])} />
      </div>
    </section>
  );
}

function Gaps({ frame }: { frame: KvFeedFrame | undefined }) {
  const format = useFormat();
  if (!frame || frame.gaps.length === 0) return null;
  return (
    <ul aria-label="Gaps" className="mb-2 grid gap-1 text-attention text-small tabular-nums">
      {frame.gaps.map((gap) => (
        <li key={gap.fromMs}>{gapWords(gap, format)}</li>
      ))}
    </ul>
  );
}

type EmptyProps = { frame: KvFeedFrame | undefined; isPaused: boolean; pattern: string };

function Empty({ frame, isPaused, pattern }: EmptyProps) {
  if (!frame || frame.state.state === "ended") return null;
  const which = pattern === ">" ? "any key" : pattern;
  const words = isPaused
    ? "Paused. What comes is counted, and listed when you resume."
    : `Nothing has changed yet. It listens; the first change of ${which} shows at once.`;
  return <p className="border-line border-t px-2 py-6 text-small text-soft">{words}</p>;
}
