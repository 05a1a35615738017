"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { Ages } from "@/components/shell/use-ages";
import { CliCommand } from "@/components/ui/cli-command";
import { JsonTree } from "@/components/ui/json-tree";
import { Problem } from "@/components/ui/problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { StreamRow } from "@/lib/model/streams";
import { streamQuery } from "@/lib/queries/stream-detail";
import { streamTabAddress } from "@/lib/url/streams";
import { AsOf, lastMessageAge } from "./as-of";
import { LastMessage } from "./last-message";
import { standsFor } from "./stands-for";
import { StreamConsumers } from "./stream-consumers";
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

const link = "text-accent underline underline-offset-4";

/** One stream: what flows into it, its newest message, its consumers, and all that the server says of it. */
export function StreamDetail({ connectionId, name, row, staleMs, ages }: Props) {
  const { data, error } = useQuery(streamQuery(connectionId, name));
  const meaning = standsFor(connectionId, name);
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
          ageMs={lastMessageAge(summary, ages, staleMs)}
        />
      )}
      {summary && <StreamConsumers connectionId={connectionId} stream={name} />}
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
      <p className="flex flex-wrap gap-x-4">
        <Link href={streamTabAddress(connectionId, name)} prefetch={false} className={link}>
          Open stream {name}
        </Link>
        {meaning && (
          <Link href={meaning.address} prefetch={false} className={link}>
            {meaning.words}
          </Link>
        )}
      </p>
      <CliCommand words={natsCommand(["stream", "info"], [name])} />
    </div>
  );
}

/** While there is no connection, the age of the figures says it. */
function isToldByAge(kind: AppError["kind"], staleMs: number | undefined): boolean {
  return kind === "disconnected" && staleMs !== undefined;
}
