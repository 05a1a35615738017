"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Payload } from "@/components/payload/payload";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Message } from "@/lib/model/message";
import { lastMessageQuery } from "@/lib/queries/stream-detail";

/** A stream's newest message, read without a consumer; it stays as it is until somebody asks for a newer one. */
export function LastMessage({
  connectionId,
  stream,
  ageMs,
}: {
  connectionId: string;
  stream: string;
  /** How long ago the newest came, whichever is shown. */
  ageMs: number | undefined;
}) {
  const format = useFormat();
  const [whole, setWhole] = useState(false);
  const query = useQuery(lastMessageQuery(connectionId, stream, { whole }));
  const { data, error, isFetching, refetch } = query;
  return (
    <Section title="Last message" note={ageMs === undefined ? "never" : format.age(ageMs)}>
      {error && <Problem calm words={describeError(error)} />}
      {data === undefined && !error && <Skeleton className="h-24 w-full" />}
      {data === null && <p className="text-small text-soft">None is stored.</p>}
      {data && <Shown stream={stream} message={data} onWhole={() => setWhole(true)} />}
      <p className="mt-2">
        <Button isBusy={isFetching} onClick={() => void refetch()}>
          Read the newest
        </Button>
      </p>
    </Section>
  );
}

function Shown({
  stream,
  message,
  onWhole,
}: {
  stream: string;
  message: Message;
  onWhole: () => void;
}) {
  const format = useFormat();
  const isCut = message.body.byteLength < message.sizeBytes;
  return (
    <div className="grid gap-2">
      <p className="break-words text-small text-soft">
        <span className="break-all font-mono text-ink">{message.subject}</span> · sequence{" "}
        <span className="tabular-nums">{String(message.sequence)}</span> ·{" "}
        <span className="tabular-nums">{format.momentNs(message.timeNs)}</span>
      </p>
      {message.headers.length > 0 && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-small">
          {message.headers.map(([name, values]) => (
            <div key={name} className="contents">
              <dt className="break-all font-mono text-soft">{name}</dt>
              <dd className="break-all font-mono">{values.join(", ")}</dd>
            </div>
          ))}
        </dl>
      )}
      {isCut ? (
        <p className="text-small">
          <Button onClick={onWhole}>Show {format.bytesText(message.sizeBytes)}</Button>
        </p>
      ) : (
        <Payload
          bytes={message.body}
          name={`${message.subject}-${message.sequence}`}
          scope={{ stream, subject: message.subject }}
        />
      )}
    </div>
  );
}
