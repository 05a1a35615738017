"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { connectionsQuery } from "@/lib/queries/connections";
import { ConnectionBadge } from "./connection-badge";

/** Whose figures these are, and whether they are live. */
export function TopBar({ connectionId }: { connectionId: string }) {
  const { data } = useQuery(connectionsQuery());
  const label = data?.connections.find(({ id }) => id === connectionId)?.label ?? connectionId;
  return (
    <header className="sticky top-0 z-10 flex h-12 items-center gap-3 border-line border-b bg-raised px-4 md:px-6">
      <Link
        href={`/c/${encodeURIComponent(connectionId)}`}
        prefetch={false}
        className="flex shrink-0 items-center gap-2 font-semibold"
      >
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
      </Link>
      <span aria-hidden="true" className="text-line">
        /
      </span>
      <span className="min-w-0 truncate" title={label}>
        {label}
      </span>
      <span className="flex-1" />
      <ConnectionBadge connectionId={connectionId} />
    </header>
  );
}
