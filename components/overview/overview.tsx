"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Problem } from "@/components/ui/problem";
import type { AppError, Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { beatMs, vitalsQuery } from "@/lib/queries/vitals";
import { connectionsAddress } from "@/lib/url/connections";
import { FlowPanel } from "./flow-panel";
import { JetStreamPanel } from "./jetstream-panel";
import { ServerPanel } from "./server-panel";
import { StaleNote } from "./stale-note";
import { StreamTable } from "./stream-table";

/** What flows on a connection now: server, account and streams, at one look. */
export function Overview({ connectionId }: { connectionId: string }) {
  const { data: state } = useQuery(vitalsQuery(connectionId));
  const data = state?.vitals;
  const error = state?.error;
  // Figures of a connection that was deleted will never be newer.
  const isGone = error?.kind === "unknown-connection";
  return (
    <main className="mx-auto max-w-[1320px] px-4 py-5 md:px-6">
      <div className="mb-5 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="font-semibold text-title">Overview</h1>
        {data && !isGone && <StaleNote readMs={data.readMs} afterMs={3 * beatMs} />}
      </div>
      {error && (isGone || !data) ? (
        <Problem
          words={describeError(error)}
          action={<WayOut error={error} connectionId={connectionId} />}
        />
      ) : (
        <div className={`grid gap-8 ${error ? "opacity-75 grayscale" : ""}`}>
          <FlowPanel flow={data?.flow} known={!data || data.server.ok || data.account.ok} />
          <div className="grid gap-8 lg:grid-cols-3">
            <ServerPanel server={data?.server} account={data?.account} rttMs={data?.rttMs} />
            <JetStreamPanel jetstream={data?.jetstream} />
          </div>
          {!isOff(data?.jetstream) && <StreamTable streams={data?.streams} readMs={data?.readMs} />}
        </div>
      )}
    </main>
  );
}

/** What helps where there is no connection, or none of that name. */
function WayOut({ error, connectionId }: { error: AppError; connectionId: string }) {
  const look = "text-accent underline underline-offset-4";
  if (error.kind === "unknown-connection") {
    return (
      <Link href="/connections" prefetch={false} className={look}>
        All connections
      </Link>
    );
  }
  if (error.kind !== "disconnected") return null;
  return (
    <Link
      href={connectionsAddress({ name: "test", id: connectionId })}
      prefetch={false}
      className={look}
    >
      Test connection
    </Link>
  );
}

/** Said once, where JetStream stands, and not again for each thing that needs it. */
function isOff(jetstream: Reading<unknown> | undefined): boolean {
  return jetstream?.ok === false && ["no-jetstream", "no-api"].includes(jetstream.error.kind);
}
