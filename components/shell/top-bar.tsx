"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { connectionsQuery } from "@/lib/queries/connections";
import { ConnectionBadge } from "./connection-badge";
import { RoleNote } from "./role-note";
import { SignOut } from "./sign-out";

/** Where this is: all connections, or one, whose figures these are and whether they are live. */
export function TopBar({ connectionId }: { connectionId?: string }) {
  return (
    <header className="sticky top-0 z-10 flex min-h-12 flex-wrap items-center gap-x-3 border-line border-b bg-raised px-4 md:px-6">
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
      {connectionId !== undefined && <Named connectionId={connectionId} />}
    </header>
  );
}

function Named({ connectionId }: { connectionId: string }) {
  const { data } = useQuery(connectionsQuery());
  const connection = data?.connections.find(({ id }) => id === connectionId);
  const label = connection?.label ?? connectionId;
  return (
    <>
      <Slash />
      <span className="min-w-0 truncate" title={label}>
        {label}
      </span>
      <span className="flex-1" />
      {connection && <RoleNote connection={connection} />}
      <ConnectionBadge connectionId={connectionId} />
      <SignOut connectionId={connectionId} />
    </>
  );
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
