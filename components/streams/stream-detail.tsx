"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { CliCommand } from "@/components/ui/cli-command";
import { JsonTree } from "@/components/ui/json-tree";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { StreamRow } from "@/lib/model/streams";
import { namesQuery } from "@/lib/queries/names";
import { streamQuery } from "@/lib/queries/stream-detail";
import { consumerAddress } from "@/lib/url/pages";
import { LastMessage } from "./last-message";
import { Section } from "./section";
import { StreamFacts } from "./stream-facts";
import { StreamNow } from "./stream-now";

type Props = {
  connectionId: string;
  name: string;
  /** As the list knows it; undefined while it does not, or does no more. */
  row: StreamRow | undefined;
  /** How old the list is, where that is too old to pass for now. */
  staleMs: number | undefined;
  ages: Ages;
};

/** One stream: what flows into it, its newest message, its consumers, and all that the server says of it. */
export function StreamDetail({ connectionId, name, row, staleMs, ages }: Props) {
  const { data, error } = useQuery(streamQuery(connectionId, name));
  const summary = row ?? (data && { ...data.summary, inRate: null, trend: [] });
  return (
    <div className="grid gap-6">
      {error && !isToldByAge(error.kind, staleMs) && <Problem words={describeError(error)} />}
      {summary?.description && <p className="break-words text-soft">{summary.description}</p>}
      {summary ? (
        <AsOf staleMs={staleMs}>
          <StreamNow row={summary} />
        </AsOf>
      ) : (
        !error && <Skeleton className="h-64 w-full" />
      )}
      {summary && (
        <LastMessage
          connectionId={connectionId}
          stream={name}
          ageMs={lastAge(summary, ages, staleMs)}
        />
      )}
      {summary && <Consumers connectionId={connectionId} stream={name} />}
      {summary && (
        <Section title="How it is kept">
          <StreamFacts row={summary} />
        </Section>
      )}
      {data && (
        <Section title="Configuration and state">
          <JsonTree label={`Stream ${name}`} value={data.raw} openLevels={1} maxHeight="28rem" />
        </Section>
      )}
      <CliCommand words={["nats", "stream", "info", name]} />
    </div>
  );
}

/** While there is no connection, the age of the figures says it. */
function isToldByAge(kind: AppError["kind"], staleMs: number | undefined): boolean {
  return kind === "disconnected" && staleMs !== undefined;
}

/** Old figures are told as that, with their age. */
function AsOf({ staleMs, children }: { staleMs: number | undefined; children: ReactNode }) {
  const format = useFormat();
  if (staleMs === undefined) return children;
  return (
    <div>
      <p className="mb-2 text-attention text-small">as of {format.age(staleMs)}</p>
      <div className="opacity-75 grayscale">{children}</div>
    </div>
  );
}

/** By the server's own clock where it tells it; since then by the tab's. */
function lastAge(row: StreamRow, ages: Ages, staleMs = 0): number | undefined {
  if (row.lastMessageMs === undefined) return undefined;
  if (row.atMs === undefined) return ages.ageMs(row.lastMessageMs);
  return row.atMs - row.lastMessageMs + staleMs;
}

function Consumers({ connectionId, stream }: { connectionId: string; stream: string }) {
  const { data } = useQuery(namesQuery(connectionId));
  const names = data?.consumers.filter((consumer) => consumer.stream === stream) ?? [];
  if (names.length === 0) return null;
  return (
    <Section title="Consumers" note={String(names.length)}>
      <ul className="max-h-56 overflow-y-auto border-line border-t">
        {names.map(({ name }) => (
          <li key={name} className="border-line border-b last:border-b-0">
            <Link
              href={consumerAddress(connectionId, stream, name)}
              prefetch={false}
              className="block truncate py-1.5 hover:bg-hover"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
