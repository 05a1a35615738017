"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { lazy, type ReactNode, Suspense } from "react";
import { CopyMenu } from "@/components/ui/copy-menu";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Problem } from "@/components/ui/problem";
import { QueryState } from "@/components/ui/query-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Split } from "@/components/ui/split";
import { Tabs } from "@/components/ui/tabs";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerDetail } from "@/lib/model/stream-detail";
import { consumerQuery } from "@/lib/queries/stream-detail";
import { consumerParams } from "@/lib/url/consumers";
import { pageAddress } from "@/lib/url/pages";
import { streamTabAddress } from "@/lib/url/streams";
import { ConsumerActions } from "./consumer-actions";
import { ConsumerOverview } from "./consumer-overview";

const ConsumerConfig = lazy(async () => ({
  default: (await import("./consumer-config")).ConsumerConfig,
}));

type Props = {
  connectionId: string;
  stream: string;
  consumer: string;
  /** Shows the message that the address says is opened. */
  message: ReactNode;
};

/** One consumer: how far behind it is and why, where it is, how it was, and what can be done. */
export function ConsumerPage({ connectionId, stream, consumer, message }: Props) {
  const [{ tab, open }, set] = useQueryStates(consumerParams, { history: "push" });
  const query = useQuery(consumerQuery(connectionId, stream, consumer));
  const { data, error } = query;
  const isGone = error?.kind === "not-found" || error?.kind === "bad-name";
  const isOfStream = isGone && error.what === `Stream ${stream}`;
  const view = (detail: ConsumerDetail) => (
    <Tabs
      label={`Consumer ${consumer}`}
      chosen={tab ?? "overview"}
      onChoose={(chosen) => void set({ tab: chosen === "config" ? "config" : null })}
      tabs={[
        {
          id: "overview",
          label: "Overview",
          content: () => (
            <ConsumerOverview
              connectionId={connectionId}
              now={detail.summary}
              onOpen={(sequence) => void set({ open: sequence })}
            />
          ),
        },
        {
          id: "config",
          label: "Configuration and state",
          content: () => (
            <Suspense fallback={<Skeleton className="h-96 w-full" />}>
              <ConsumerConfig connectionId={connectionId} detail={detail} />
            </Suspense>
          ),
        },
      ]}
    />
  );
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <Head {...{ connectionId, stream, consumer }} detail={isGone ? undefined : data} />
      {isGone ? (
        <Problem
          words={describeError(error)}
          action={
            // Where the stream is gone too, its page would say no more.
            <Link
              href={
                isOfStream
                  ? pageAddress("streams", connectionId)
                  : streamTabAddress(connectionId, stream, "consumers")
              }
              prefetch={false}
              className="text-accent underline underline-offset-4"
            >
              {isOfStream ? "All streams" : `All consumers of ${stream}`}
            </Link>
          }
        />
      ) : (
        <Split
          storageKey="consumer"
          onClose={() => void set({ open: null })}
          detail={
            open === null
              ? undefined
              : { id: String(open), title: `Message ${open}`, content: message }
          }
        >
          <QueryState
            state={{
              data,
              readMs: query.dataUpdatedAt,
              error: error ? describeError(error) : undefined,
            }}
            skeleton={<Skeleton className="h-[36rem] w-full" />}
          >
            {view}
          </QueryState>
        </Split>
      )}
    </main>
  );
}

type HeadProps = Omit<Props, "message"> & { detail: ConsumerDetail | undefined };

function Head({ connectionId, stream, consumer, detail }: HeadProps) {
  const description = detail?.summary.description;
  return (
    <div className="mb-3">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-title">
          <MiddleCut text={consumer} />
        </h1>
        <CopyMenu
          what={`consumer ${consumer}`}
          name={consumer}
          {...(detail ? { json: () => detail.raw } : {})}
          command={natsCommand(["consumer", "info"], [stream, consumer])}
        />
        {detail && (
          <div className="ml-auto flex flex-wrap gap-2">
            <ConsumerActions connectionId={connectionId} consumer={detail.summary} />
          </div>
        )}
      </div>
      {description && <p className="break-words text-soft">{description}</p>}
    </div>
  );
}
