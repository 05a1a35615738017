"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Message } from "@/lib/model/message";
import type { ConsumerPosition } from "@/lib/model/message-page";
import { positionsQuery } from "@/lib/queries/messages";
import { consumerPageAddress } from "@/lib/url/consumer-address";

type Props = { connectionId: string; stream: string; message: Message };

/** Which consumers are past this message, as far as NATS tells; asked for when somebody wants to know. */
export function MessagePositions({ connectionId, stream, message }: Props) {
  const format = useFormat();
  const [isWanted, setWanted] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    ...positionsQuery(connectionId, stream, message),
    enabled: isWanted,
  });
  const ask = () => (isWanted ? void refetch() : setWanted(true));
  return (
    <section aria-label="Consumers" className="grid min-w-0 justify-items-start gap-1.5">
      <h3 className="font-semibold">Consumers</h3>
      {error && <Problem words={describeError(error)} />}
      {data?.consumers.length === 0 && <p className="text-soft">The stream has none.</p>}
      {data && data.consumers.length > 0 && (
        <ul className="w-full border-line border-t text-small">
          {data.consumers.map((consumer) => (
            <li
              key={consumer.name}
              className="flex flex-wrap justify-between gap-x-4 border-line border-b py-1.5"
            >
              <Link
                href={consumerPageAddress(connectionId, stream, consumer.name)}
                prefetch={false}
                className="min-w-0 break-all text-accent underline-offset-2 hover:underline"
              >
                {consumer.name}
              </Link>
              <span
                className="text-soft"
                title={`Delivered up to ${format.exact(consumer.delivered)}, ack floor ${format.exact(consumer.ackFloor)}`}
              >
                {wordsOf(consumer)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {data && data.total > data.consumers.length && (
        <p className="text-small text-soft">
          {format.exact(data.consumers.length)} of {format.exact(data.total)} consumers.
        </p>
      )}
      <Button isBusy={isFetching} onClick={ask}>
        {data ? "Look again" : "Where are the consumers"}
      </Button>
    </section>
  );
}

/** A consumer tells up to where everything is acknowledged, and up to where it delivered; of what is between, nothing. */
function wordsOf({ state, acknowledges }: ConsumerPosition): string {
  switch (state) {
    case "other-subject":
      return "not for it: its filter takes other subjects";
    case "below-floor":
      return acknowledges ? "acknowledged, or before where it began" : "delivered";
    case "not-delivered":
      return "not delivered yet";
    case "in-between":
      return "delivered; whether acknowledged, NATS does not tell";
  }
}
