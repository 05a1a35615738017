"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { CopyMenu } from "@/components/ui/copy-menu";
import { Skeleton } from "@/components/ui/skeleton";
import type { SplitDetail } from "@/components/ui/split";
import { natsCommand } from "@/lib/format/nats-command";
import type { TailMessage } from "@/lib/model/tail";
import { tailMessageQuery } from "@/lib/queries/tail";
import { Reply } from "./reply";

// Most look at what flows and open nothing.
const TailMessageView = lazy(async () => ({
  default: (await import("./tail-message")).TailMessageView,
}));

/** The message that is opened beside the list. */
export function useTailDetail(
  { connectionId, stream }: { connectionId: string; stream: string | undefined },
  run: string | undefined,
  openNo: number | undefined,
): SplitDetail | undefined {
  const query = useQuery({
    ...tailMessageQuery(run ?? "", openNo ?? 0),
    enabled: run !== undefined && openNo !== undefined,
  });
  if (openNo === undefined || run === undefined) return undefined;
  const { data: message, error } = query;
  const command = message ? commandOf(message, stream) : [];
  return {
    id: String(openNo),
    title: <span className="break-all font-mono">{message?.subject ?? "Message"}</span>,
    actions: message && (
      <>
        <Reply connectionId={connectionId} message={message} />
        <CopyMenu
          what="message"
          name={message.subject}
          json={() => ({
            subject: message.subject,
            ...(message.reply === "" ? {} : { reply: message.reply }),
            headers: Object.fromEntries(message.headers),
            payload: new TextDecoder().decode(message.body),
          })}
          command={command}
        />
      </>
    ),
    content: (
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <TailMessageView message={message} error={error} command={command} />
      </Suspense>
    ),
  };
}

/** What shows the same in a terminal. */
function commandOf({ subject, sequence }: TailMessage, stream: string | undefined): string[] {
  return stream === undefined || sequence === undefined
    ? ["nats", "sub", subject]
    : natsCommand(["stream", "get"], [stream, String(sequence)]);
}
