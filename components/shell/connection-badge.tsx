"use client";

import Link from "next/link";
import { connectionsAddress } from "@/lib/url/connections";
import { faceOf } from "./link-face";
import { useLinkStatus } from "./use-link-status";

/** The truth about the tab's own connection, in a word, a shape and a colour. */
export function ConnectionBadge({ connectionId }: { connectionId: string }) {
  const face = faceOf(useLinkStatus(connectionId));
  return (
    <span className="flex min-w-0 items-center gap-2 text-small" title={face.title}>
      <span role="status" className={`flex min-w-0 items-center gap-2 ${face.tone}`}>
        <span aria-hidden="true">{face.mark}</span>
        <span className="shrink-0 font-medium">{face.word}</span>
        {face.detail && <span className="truncate text-soft sm:max-md:sr-only">{face.detail}</span>}
      </span>
      {face.note && (
        <span
          className={`shrink-0 text-soft ${face.canTest ? "max-lg:sr-only" : "sm:max-md:sr-only"}`}
        >
          {face.note}
        </span>
      )}
      {face.canTest && (
        <Link
          href={connectionsAddress({ name: "test", id: connectionId })}
          prefetch={false}
          className="shrink-0 text-accent underline-offset-2 hover:underline"
        >
          Test connection
        </Link>
      )}
    </span>
  );
}
