"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { NounFrame } from "@/components/ui/noun-frame";
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
    <NounFrame
      kind="Stream"
      name={stream}
      json={data && (() => data.raw)}
      command={natsCommand(["stream", "info"], [stream])}
      aside={
        meaning &&
        !isGone && (
          <Link href={meaning.address} prefetch={false} className={buttonLook("quiet")}>
            {meaning.words}
          </Link>
        )
      }
      actions={!isGone && actions}
      tabs={streamTabs.map((one) => ({
        ...one,
        href: streamTabAddress(connectionId, stream, one.name),
      }))}
      tab={tab}
    >
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
    </NounFrame>
  );
}
