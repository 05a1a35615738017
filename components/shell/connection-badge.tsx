"use client";

import Link from "next/link";
import { useFormat } from "@/components/ui/use-format";
import { connectionsAddress } from "@/lib/url/connections";
import { faceOf, type LinkFace } from "./link-face";
import { useLinkStatus } from "./use-link-status";
import { useClockSecond } from "./use-second";
import { useStaleMs } from "./use-stale";

/** The truth about the tab's own connection, in a word, a shape and a colour. */
export function ConnectionBadge({ connectionId }: { connectionId: string }) {
  const status = useLinkStatus(connectionId);
  const staleMs = useStaleMs(connectionId, status.state === "connected");
  const isStale = staleMs !== undefined;
  const format = useFormat();
  const face = faceOf(status, { format, isStale });
  const aside = `shrink-0 text-soft ${face.canTest ? "md:max-xl:sr-only" : "md:max-lg:sr-only"}`;
  return (
    <span
      className="flex min-w-0 items-center gap-2 text-small max-md:flex-wrap max-md:gap-y-0.5"
      title={face.title}
    >
      <Word face={face} isStale={isStale} />
      {isStale && (
        <span className="shrink-0 text-attention tabular-nums">
          stale, {format.duration(staleMs)} old
        </span>
      )}
      {face.note && <span className={aside}>{face.note}</span>}
      {face.nextTryMs !== undefined && (
        <span className={`${aside} tabular-nums`}>
          <Countdown toMs={face.nextTryMs} />
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

/** Read out when it changes; what counts every second stands beside it. */
function Word({ face, isStale }: { face: LinkFace; isStale: boolean }) {
  return (
    <span role="status" className={`flex min-w-0 items-center gap-2 ${face.tone}`}>
      <span aria-hidden="true">{face.mark}</span>
      <span className="shrink-0 font-medium">{face.word}</span>
      {face.detail && (
        <span className="truncate text-soft tabular-nums md:max-lg:sr-only">{face.detail}</span>
      )}
      {isStale && <span className="sr-only">, what is shown is old</span>}
    </span>
  );
}

function Countdown({ toMs }: { toMs: number }) {
  const restMs = toMs - useClockSecond();
  return restMs <= 0 ? "trying now" : `next try in ${Math.ceil(restMs / 1_000)} s`;
}
