"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ConnectionSummary } from "@/lib/model/connection";
import { connectionsQuery } from "@/lib/queries/connections";
import { ConnectionBadge } from "./connection-badge";
import { RoleNote } from "./role-note";
import { SignOut } from "./sign-out";

/** Where this is: all connections, or one, whose figures these are and whether they are live. */
export function TopBar({ connectionId }: { connectionId?: string }) {
  return (
    <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 border-line border-b bg-raised px-4 sm:flex-nowrap md:px-6">
      <div className="flex h-12 min-w-0 flex-1 items-center gap-3 max-sm:basis-full">
        <Home connectionId={connectionId}>
          <svg viewBox="0 0 32 32" className="size-6" aria-hidden="true">
            <rect width="32" height="32" rx="7" fill="#0b6e99" />
            <path
              d="M6 21h5l3-11 4 15 3-9h5"
              fill="none"
              stroke="#fff"
              strokeWidth="2.6"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          <span className="max-sm:sr-only">Natsight</span>
        </Home>
        <Slash />
        <Link
          href="/connections"
          prefetch={false}
          aria-current={connectionId === undefined ? "page" : undefined}
          className="shrink-0 text-soft hover:text-ink aria-[current]:text-ink"
        >
          Connections
        </Link>
        {connectionId !== undefined && <Name connectionId={connectionId} />}
      </div>
      {connectionId !== undefined && <State connectionId={connectionId} />}
    </header>
  );
}

function Name({ connectionId }: { connectionId: string }) {
  const label = useConnection(connectionId)?.label ?? connectionId;
  return (
    <>
      <Slash />
      <span className="min-w-0 truncate" title={label}>
        {label}
      </span>
    </>
  );
}

function State({ connectionId }: { connectionId: string }) {
  const connection = useConnection(connectionId);
  return (
    <div className="flex min-w-0 items-center gap-3 gap-y-1 max-sm:w-full max-sm:flex-wrap max-sm:pb-2 sm:max-w-[65%]">
      {connection && <RoleNote connection={connection} />}
      <div className="min-w-0 max-sm:flex-1">
        <ConnectionBadge connectionId={connectionId} />
      </div>
      <SignOut connectionId={connectionId} />
    </div>
  );
}

function useConnection(connectionId: string): ConnectionSummary | undefined {
  const { data } = useQuery(connectionsQuery());
  return data?.connections.find(({ id }) => id === connectionId);
}

function Slash() {
  return (
    <span aria-hidden="true" className="text-line">
      /
    </span>
  );
}

/** A connection's own overview; without one, only the server knows where the start page leads. */
function Home({
  connectionId,
  children,
}: {
  connectionId: string | undefined;
  children: ReactNode;
}) {
  const look = "flex shrink-0 items-center gap-2 font-semibold";
  return connectionId === undefined ? (
    <a href="/" className={look}>
      {children}
    </a>
  ) : (
    <Link href={`/c/${encodeURIComponent(connectionId)}`} prefetch={false} className={look}>
      {children}
    </Link>
  );
}
