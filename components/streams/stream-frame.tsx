"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { CopyMenu } from "@/components/ui/copy-menu";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Problem } from "@/components/ui/problem";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { streamQuery } from "@/lib/queries/stream-detail";
import { pageAddress } from "@/lib/url/pages";
import { type StreamTab, streamTabAddress, streamTabs } from "@/lib/url/streams";
import { standsFor } from "./stands-for";

type Props = {
  connectionId: string;
  stream: string;
  tab: StreamTab;
  /** What can be done with the stream here. */
  actions?: ReactNode;
  children: ReactNode;
};

/** What every page of a stream stands in: its name, and the ways to look at it. */
export function StreamFrame({ connectionId, stream, tab, actions, children }: Props) {
  const { data, error } = useQuery(streamQuery(connectionId, stream));
  const meaning = standsFor(connectionId, stream);
  const isGone = error?.kind === "not-found" || error?.kind === "bad-name";
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-title">
          <MiddleCut text={stream} />
        </h1>
        <CopyMenu
          what={`stream ${stream}`}
          name={stream}
          {...(data ? { json: () => data.raw } : {})}
          command={natsCommand(["stream", "info"], [stream])}
        />
        {meaning && !isGone && (
          <Link href={meaning.address} prefetch={false} className={buttonLook("quiet")}>
            {meaning.words}
          </Link>
        )}
        {actions && !isGone && <div className="ml-auto flex flex-wrap gap-2">{actions}</div>}
      </div>
      <nav
        aria-label={`Stream ${stream}`}
        className="mt-2 mb-4 flex gap-4 overflow-x-auto border-line border-b"
      >
        {streamTabs.map(({ name, words }) => (
          <Link
            key={name}
            href={streamTabAddress(connectionId, stream, name)}
            prefetch={false}
            aria-current={name === tab ? "page" : undefined}
            className="-mb-px border-transparent border-b-2 py-1.5 font-medium text-small text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
          >
            {words}
          </Link>
        ))}
      </nav>
      {isGone ? (
        <Problem
          words={describeError(error)}
          action={
            <Link
              href={pageAddress("streams", connectionId)}
              prefetch={false}
              className="text-accent underline underline-offset-4"
            >
              All streams
            </Link>
          }
        />
      ) : (
        children
      )}
    </main>
  );
}
