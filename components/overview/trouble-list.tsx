"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { HeldBy } from "@/lib/model/consumers";
import type { Trouble } from "@/lib/model/trouble";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import { pageAddress, streamAddress } from "@/lib/url/pages";

const shownAtFirst = 5;

const faces = {
  trouble: { mark: "▲", tone: "text-trouble", word: "Trouble" },
  attention: { mark: "◆", tone: "text-attention", word: "Attention" },
  info: { mark: "○", tone: "text-soft", word: "Note" },
} as const;

/** What is wrong, the worst first; one calm line where nothing is. */
export function TroubleList({
  connectionId,
  troubles,
  calm,
  staleAge,
}: {
  connectionId: string;
  troubles: Trouble[];
  /** What was looked at and is well, in words. */
  calm: string;
  /** How long ago that was, where it is too long ago to hold now. */
  staleAge?: string | undefined;
}) {
  const [isWhole, setWhole] = useState(false);
  if (troubles.length === 0) {
    if (staleAge !== undefined) return <NotKnown>Nothing was wrong {staleAge}.</NotKnown>;
    return (
      <p className="flex items-baseline gap-2">
        <span aria-hidden="true" className="text-ok">
          ●
        </span>
        <span>
          <span className="font-medium">Nothing is wrong.</span>{" "}
          <span className="text-soft">{calm}</span>
        </span>
      </p>
    );
  }
  const shown = isWhole ? troubles : troubles.slice(0, shownAtFirst);
  return (
    <section aria-label="Needs attention">
      <h2 className="sr-only">Needs attention</h2>
      {staleAge !== undefined && <NotKnown>This was so {staleAge}:</NotKnown>}
      <ul className={`border-line border-y ${staleAge === undefined ? "" : "mt-3 opacity-75"}`}>
        {shown.map((trouble) => (
          <Row key={trouble.id} connectionId={connectionId} trouble={trouble} />
        ))}
      </ul>
      {troubles.length > shown.length && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="mt-1 h-7 text-accent text-small underline-offset-2 hover:underline"
        >
          Show {troubles.length - shown.length} more
        </button>
      )}
    </section>
  );
}

/** While nothing can be read, nothing is said to be well. */
function NotKnown({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-baseline gap-2">
      <span aria-hidden="true" className="text-attention">
        ◐
      </span>
      <span>
        <span className="font-medium">How it is now is not known.</span>{" "}
        <span className="text-soft">{children}</span>
      </span>
    </p>
  );
}

function Row({ connectionId, trouble }: { connectionId: string; trouble: Trouble }) {
  const { mark, tone, word } = faces[trouble.severity];
  const { stream, consumer, streams, heldBy } = trouble.about ?? {};
  return (
    <li className="flex gap-2.5 border-line border-b py-2 last:border-b-0">
      <span aria-hidden="true" className={`w-3 shrink-0 text-center text-small leading-5 ${tone}`}>
        {mark}
      </span>
      <div className="min-w-0">
        <p className="break-words font-medium">
          <span className="sr-only">{word}: </span>
          {trouble.title}
        </p>
        <p className="break-words text-small text-soft">
          {trouble.detail}
          {trouble.hint && ` ${trouble.hint}`}{" "}
          {heldBy && <TroubleLink href={boardAddress(connectionId, heldBy)}>Show them</TroubleLink>}
          {stream !== undefined && consumer !== undefined && (
            <TroubleLink href={consumerPageAddress(connectionId, stream, consumer)}>
              Open consumer
            </TroubleLink>
          )}
          {stream !== undefined && consumer === undefined && (
            <StreamLink connectionId={connectionId} stream={stream} className="whitespace-nowrap">
              Open stream
            </StreamLink>
          )}
          {streams && <Names connectionId={connectionId} streams={streams} />}
        </p>
      </div>
    </li>
  );
}

const namedAtMost = 5;

/** A few by name, all of them on a click. */
function Names({ connectionId, streams }: { connectionId: string; streams: string[] }) {
  const [isWhole, setWhole] = useState(false);
  const named = isWhole ? streams : streams.slice(0, namedAtMost);
  const rest = streams.length - named.length;
  return (
    <span className="block">
      {named.map((stream, place) => (
        <span key={stream}>
          {place > 0 && ", "}
          <StreamLink connectionId={connectionId} stream={stream}>
            {stream}
          </StreamLink>
        </span>
      ))}
      {rest > 0 && (
        <>
          {" and "}
          <button
            type="button"
            className="text-accent hover:underline"
            onClick={() => setWhole(true)}
          >
            {rest} more
          </button>
        </>
      )}
    </span>
  );
}

/** The board with those of one kind; one that takes too little has no cause to be chosen by. */
function boardAddress(connectionId: string, heldBy: HeldBy): string {
  const chosen = heldBy === "slow" ? "behind=true" : `cause=${heldBy}`;
  return `${pageAddress("consumers", connectionId)}?${chosen}`;
}

function TroubleLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="whitespace-nowrap text-accent underline decoration-line underline-offset-4 hover:decoration-current"
    >
      {children}
    </Link>
  );
}

function StreamLink(props: {
  connectionId: string;
  stream: string;
  className?: string;
  children: ReactNode;
}) {
  const { connectionId, stream, className = "", children } = props;
  return (
    <Link
      href={streamAddress(connectionId, stream)}
      prefetch={false}
      className={`text-accent underline decoration-line underline-offset-4 hover:decoration-current ${className}`}
    >
      {children}
    </Link>
  );
}
