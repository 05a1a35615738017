"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { KvEntry } from "@/lib/model/kv";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { kvHistoryQuery } from "@/lib/queries/kv-entry";
import { bucketParams } from "@/lib/url/kv";
import { HistoryCompare } from "./history-compare";
import { HistoryRestore } from "./history-restore";
import { HistoryTable } from "./history-table";
import type { EntryWrite } from "./use-entry-write";

type Props = {
  connectionId: string;
  bucket: BucketDetail;
  entryKey: string;
  entry: KvEntry | null;
  writing: EntryWrite;
  /** Why nothing is written here. */
  reason: string | undefined;
};

/** The revisions of a key: looked at, compared, and brought back as a new one. */
export function History(props: Props) {
  const { connectionId, bucket, entryKey, entry, writing, reason } = props;
  const { name } = bucket.settings;
  const format = useFormat();
  const { data, error, refetch } = useQuery(kvHistoryQuery(connectionId, name, entryKey));
  const [, setPlace] = useQueryStates({ rev: bucketParams.rev });
  const [chosen, setChosen] = useState<readonly bigint[]>([]);
  const [isComparing, setComparing] = useState(false);
  const [restored, restore] = useState<bigint>();
  const kept = data?.revisions.filter(({ revision }) => chosen.includes(revision)) ?? [];
  const [newer, older] = kept;
  const from = { connectionId, bucket: name, entryKey };
  if (error) {
    return (
      <Problem
        words={describeError(error)}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  }
  if (!data) return <Skeleton className="h-48 w-full" />;
  const toggle = (revision: bigint) =>
    setChosen((now) =>
      now.includes(revision)
        ? now.filter((one) => one !== revision)
        : // A third one takes the place of the first.
          [...now, revision].slice(-2),
    );
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          reason={older ? undefined : "Choose two revisions first."}
          onClick={() => setComparing(true)}
        >
          Compare
        </Button>
        <p className="text-small text-soft tabular-nums">{keptWords(data, bucket, format.exact)}</p>
      </div>
      {data.revisions.length > 0 && (
        <HistoryTable
          revisions={data.revisions}
          newest={entry?.revision}
          chosen={chosen}
          reason={reason}
          on={{
            toggle,
            open: (revision) => void setPlace({ rev: revision }),
            restore,
          }}
        />
      )}
      <CliCommand words={natsCommand(["kv", "history"], [name, entryKey])} />
      {isComparing && newer && older && (
        <HistoryCompare {...from} older={older} newer={newer} onClose={() => setComparing(false)} />
      )}
      {restored !== undefined && (
        <HistoryRestore
          {...from}
          {...{ writing, entry }}
          revision={restored}
          onClose={() => restore(undefined)}
        />
      )}
    </div>
  );
}

function keptWords(
  { revisions, older }: { revisions: readonly unknown[]; older: number },
  { settings }: BucketDetail,
  exact: (count: number) => string,
): string {
  const { length } = revisions;
  const told = length === 1 ? "1 revision" : `${exact(length)} revisions`;
  const left = older > 0 ? `, ${exact(older)} older ones are not shown` : "";
  const { history } = settings;
  const most = history === undefined ? "as many as come" : exact(history);
  return `${told}${left}; the bucket keeps ${most} a key`;
}
