"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Payload } from "@/components/payload/payload";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { natsCommand } from "@/lib/format/nats-command";
import { showControls } from "@/lib/format/payload";
import type { Message } from "@/lib/model/message";
import { messageQuery } from "@/lib/queries/messages";
import { MessageHeaders } from "./message-headers";
import { MessagePositions } from "./message-positions";

type Props = {
  connectionId: string;
  stream: string;
  sequence: bigint;
  /** By the server's clock; undefined where that is not known. */
  nowMs: number | undefined;
};

const nsPerMs = 1_000_000n;

/** One message with all that NATS tells of it. */
export function MessageDetail({ connectionId, stream, sequence, nowMs }: Props) {
  const [whole, setWhole] = useState(false);
  const begun = useQuery(messageQuery(connectionId, stream, { sequence, whole: false }));
  const full = useQuery({
    ...messageQuery(connectionId, stream, { sequence, whole: true }),
    enabled: whole,
  });
  const error = begun.error ?? full.error;
  const message = full.data ?? begun.data;
  return (
    <div className="grid gap-5">
      {error && (
        <Problem
          words={describeError(error)}
          action={
            <Button onClick={() => void (whole ? full.refetch() : begun.refetch())}>
              Try again
            </Button>
          }
        />
      )}
      {message === undefined && !error && <Skeleton className="h-64 w-full" />}
      {message === null && (
        <p className="text-soft">
          No message is stored at this sequence: it was deleted, or has gone by the stream’s limits,
          or there was never one.
        </p>
      )}
      {message && (
        <>
          <Facts message={message} nowMs={nowMs} />
          {message.headers.length > 0 && <MessageHeaders headers={message.headers} />}
          <Body
            stream={stream}
            message={message}
            isLoading={whole && full.isFetching}
            onWhole={() => setWhole(true)}
          />
          <MessagePositions connectionId={connectionId} stream={stream} message={message} />
        </>
      )}
      <CliCommand words={natsCommand(["stream", "get"], [stream, String(sequence)])} />
    </div>
  );
}

function Facts({ message, nowMs }: { message: Message; nowMs: number | undefined }) {
  const format = useFormat();
  const { subject, timeNs, sizeBytes } = message;
  const atMs = Number(timeNs / nsPerMs);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <dt className="text-soft">Subject</dt>
      <dd className="break-all font-mono">{showControls(subject)}</dd>
      <dt className="text-soft">Time</dt>
      <dd className="tabular-nums">{format.momentNs(timeNs)}</dd>
      {nowMs !== undefined && (
        <>
          <dt className="text-soft">Age</dt>
          <dd className="tabular-nums">{format.age(Math.max(0, nowMs - atMs))}</dd>
        </>
      )}
      <dt className="text-soft">Size</dt>
      <dd className="tabular-nums" title={`${format.exact(sizeBytes)} bytes`}>
        {format.bytesText(sizeBytes)}
      </dd>
    </dl>
  );
}

type BodyProps = { stream: string; message: Message; isLoading: boolean; onWhole: () => void };

function Body({ stream, message, isLoading, onWhole }: BodyProps) {
  const format = useFormat();
  const { subject, sequence, sizeBytes, body } = message;
  return (
    <section aria-label="Payload" className="min-w-0">
      <h3 className="mb-1.5 font-semibold">Payload</h3>
      {sizeBytes === 0 && <p className="text-soft">It is empty.</p>}
      {body.byteLength < sizeBytes && (
        <Button isBusy={isLoading} onClick={onWhole}>
          Show {format.bytesText(sizeBytes)}
        </Button>
      )}
      {sizeBytes > 0 && body.byteLength === sizeBytes && (
        <Payload bytes={body} name={`${subject}-${sequence}`} scope={{ stream, subject }} />
      )}
    </section>
  );
}
