"use client";

import { useConnection } from "@/components/shell/shown-connection";
import { useClockSecond } from "@/components/shell/use-second";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { emptyDraft } from "@/lib/model/publish-draft";
import type { TailMessage } from "@/lib/model/tail";
import { openPublishDrawer } from "@/lib/queries/publish-drawer";
import { grantOf } from "@/lib/roles/grant";
import { mayPublish } from "@/lib/roles/may";

type Props = { connectionId: string; message: TailMessage };

const secondMs = 1_000;

/** Answers a request by hand: the form that publishes, with its reply subject filled in. */
export function Reply({ connectionId, message }: Props) {
  const format = useFormat();
  const connection = useConnection(connectionId);
  const now = useClockSecond();
  const { subject, reply, atMs } = message;
  // What a consumer delivers has a reply subject that acknowledges: that is no question.
  if (reply === "" || reply.startsWith("$JS.")) return null;
  const ageMs = Math.max(secondMs, now - atMs);
  const isRefused =
    connection?.transport === "gateway" && !mayPublish(grantOf(connection.access), reply);
  const open = () =>
    openPublishDrawer({
      connectionId,
      title: "Reply",
      notes: [
        `To a request on ${subject} that came at ${format.clock(atMs)}, ${format.age(ageMs)}.`,
        "Who asked may not wait any more: most give up after a few seconds. Where nobody listens on the inbox by then, NATS says so; for that, the answer goes out with a reply subject of its own.",
      ],
      subject: reply,
      draft: emptyDraft,
    });
  return (
    <span className="flex items-center gap-2">
      <span className="text-small text-soft tabular-nums">Asked {format.age(ageMs)}</span>
      <Button
        kind="primary"
        reason={
          isRefused
            ? `The role here, ${connection.access.role}, may not publish to ${reply}.`
            : undefined
        }
        onClick={open}
      >
        Reply
      </Button>
    </span>
  );
}
