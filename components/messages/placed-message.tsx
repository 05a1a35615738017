"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { messageAddress, messagesParams } from "@/lib/url/messages";
import { MessageDetail } from "./message-detail";

type Props = { connectionId: string; stream: string };

/** The message that the address says is opened, for pages that are not about messages. */
export function PlacedMessage({ connectionId, stream }: Props) {
  const [{ open }] = useQueryStates({ open: messagesParams.open });
  const { data: nowMs } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.answeredMs,
  });
  if (open === null) return null;
  return (
    <div className="grid gap-4">
      <MessageDetail {...{ connectionId, stream, nowMs }} key={String(open)} sequence={open} />
      <p>
        <Link
          href={messageAddress(connectionId, stream, open)}
          prefetch={false}
          className="text-accent underline underline-offset-4"
        >
          Open in the messages of {stream}
        </Link>
      </p>
    </div>
  );
}
