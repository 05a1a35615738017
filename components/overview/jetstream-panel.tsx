"use client";

import Link from "next/link";
import type { Ages } from "@/components/shell/use-ages";
import { LimitBar } from "@/components/ui/limit-bar";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { JetStreamFigures, Use } from "@/lib/model/account";
import type { Flow, FlowSeries, Snapshot } from "@/lib/model/snapshot";
import { fullInMs } from "@/lib/queries/forecast";
import { pageAddress } from "@/lib/url/pages";
import { PartPanel } from "./part-panel";

type Props = { connectionId: string; snapshot: Snapshot | undefined; ages: Ages };

/** What is stored against what may be, and when that will be full. */
export function JetStreamPanel({ connectionId, snapshot, ages }: Props) {
  const part = snapshot?.jetstream;
  return (
    <PartPanel
      title="JetStream"
      note={part?.value?.domain}
      part={part}
      ages={ages}
      skeleton={<Skeleton className="mt-3 h-56 w-full" />}
    >
      {(value) => <Figures {...{ connectionId, value, snapshot }} />}
    </PartPanel>
  );
}

type FiguresProps = Pick<Props, "connectionId" | "snapshot"> & { value: JetStreamFigures };

function Figures({ connectionId, value, snapshot }: FiguresProps) {
  const format = useFormat();
  const flow = snapshot?.flow;
  return (
    <>
      <Bar
        label="Storage"
        use={limited(value.storage, snapshot, "storage")}
        flow={flow}
        series="storageBytes"
      />
      <Bar
        label="Memory"
        use={limited(value.memory, snapshot, "memory")}
        flow={flow}
        series="memoryBytes"
      />
      <dl>
        <Fact label="Streams" value={format.count(value.streams)} />
        <Buckets {...{ connectionId, snapshot }} label="KV buckets" page="kv" prefix="KV_" />
        <Buckets
          {...{ connectionId, snapshot }}
          label="Object stores"
          page="objects"
          prefix="OBJ_"
        />
        <Fact label="Consumers" value={format.count(value.consumers)} />
        <Fact
          label="API requests"
          value={format.count(value.apiRequests)}
          exact={`${format.exact(value.apiRequests)} since the server's start`}
        />
        <Fact
          label="API errors"
          value={format.count(value.apiErrors)}
          exact={`${format.exact(value.apiErrors)} since the server's start`}
        />
      </dl>
    </>
  );
}

type BucketsProps = {
  connectionId: string;
  snapshot: Snapshot | undefined;
  label: string;
  page: "kv" | "objects";
  prefix: string;
};

/** How many streams are buckets of a kind, how much they hold, and the way to them. */
function Buckets({ connectionId, snapshot, label, page, prefix }: BucketsProps) {
  const format = useFormat();
  const streams = snapshot?.streams.value?.filter(({ name }) => name.startsWith(prefix));
  if (!streams) return null;
  const bytes = streams.reduce((sum, stream) => sum + stream.bytes, 0n);
  return (
    <Fact
      label={label}
      value={
        <Link
          href={pageAddress(page, connectionId)}
          prefetch={false}
          className="text-accent underline-offset-4 hover:underline"
        >
          {format.count(streams.length)}
        </Link>
      }
      unit={`in ${format.bytesText(bytes)}`}
      exact={`${format.exact(bytes)} bytes`}
    />
  );
}

type LimitedUse = Use & { of: "account" | "servers" };

/** An account without a limit of its own fills its servers: then what they hold, of all accounts, counts. */
function limited(own: Use, snapshot: Snapshot | undefined, kind: "storage" | "memory"): LimitedUse {
  if (own.limitBytes !== undefined) return { ...own, of: "account" };
  const uses = (snapshot?.servers.value?.servers ?? []).flatMap(({ jetstream, isAnswering }) =>
    jetstream && isAnswering ? jetstream[kind] : [],
  );
  const limits = uses.flatMap(({ limitBytes }) => limitBytes ?? []);
  if (limits.length === 0) return { ...own, of: "account" };
  const sum = (values: bigint[]) => values.reduce((total, each) => total + each, 0n);
  return {
    usedBytes: sum(uses.map(({ usedBytes }) => usedBytes)),
    limitBytes: sum(limits),
    of: "servers",
  };
}

type BarProps = {
  label: string;
  use: LimitedUse;
  flow: Flow | undefined;
  series: FlowSeries;
};

function Bar({ label, use, flow, series }: BarProps) {
  const format = useFormat();
  const { usedBytes, limitBytes } = use;
  const fullMs = flow && fullInMs(flow, series, use);
  return (
    <LimitBar
      label={use.of === "servers" ? `${label} of the servers` : label}
      used={format.bytesText(usedBytes)}
      limit={limitBytes === undefined ? undefined : format.bytesText(limitBytes)}
      share={limitBytes ? Number(usedBytes) / Number(limitBytes) : undefined}
      forecast={
        fullMs === undefined ? undefined : `full in about ${format.duration(fullMs)} at this rate`
      }
      exact={`${format.exact(usedBytes)} bytes`}
    />
  );
}
