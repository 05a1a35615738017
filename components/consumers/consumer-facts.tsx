"use client";

import { Panel } from "@/components/ui/panel";
import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { ConsumerPlace, ConsumerSummary } from "@/lib/model/consumers";

const policies: Record<ConsumerSummary["deliverPolicy"], string> = {
  all: "with all that is stored",
  last: "with the last message",
  new: "with what is new",
  last_per_subject: "with the last of each subject",
  by_start_sequence: "at a sequence",
  by_start_time: "at a moment",
};

/** How a consumer is made, and when it was last heard of. */
export function ConsumerFacts({ now }: { now: ConsumerSummary }) {
  const format = useFormat();
  const { group, createdMs } = now;
  return (
    <Panel title="How it reads">
      <dl className="border-line border-t">
        <Fact
          label="Kind"
          value={`${now.isDurable ? "durable" : "short-lived"}, ${now.isPull ? "pulled" : "pushed"}`}
        />
        <Fact
          label="Takes"
          value={
            now.filterSubjects.length === 0 ? (
              "everything"
            ) : (
              <span className="break-all font-mono text-small">
                {now.filterSubjects.join(", ")}
              </span>
            )
          }
        />
        <Fact label="Began" value={policies[now.deliverPolicy]} />
        <Fact label="Acknowledges" value={now.ackPolicy.replace("_", " ")} />
        {now.ackWaitMs !== undefined && (
          <Fact label="Ack wait" value={format.duration(now.ackWaitMs)} />
        )}
        {now.ackPolicy !== "none" && (
          <Fact
            label="Delivers each"
            value={
              now.maxDeliver === undefined
                ? "until it is acknowledged"
                : timesWords(now.maxDeliver, format)
            }
          />
        )}
        <Fact label="Last delivered" {...momentOf(now.delivered, now, format)} />
        {now.ackPolicy !== "none" && (
          <Fact label="Last acknowledged" {...momentOf(now.ackFloor, now, format)} />
        )}
        {createdMs !== undefined && <Fact label="Created" value={format.moment(createdMs)} />}
        {group && <Fact label="Leader" value={group.leader ?? "being elected"} />}
        {group && group.followers.length > 0 && (
          <Fact label="Also on" value={group.followers.map(({ name }) => name).join(", ")} />
        )}
      </dl>
    </Panel>
  );
}

function timesWords(times: number, { exact }: ReturnType<typeof useFormat>): string {
  return times === 1 ? "once" : `${exact(times)} times at most`;
}

/** By the server's own clock, where it tells it. */
function momentOf(
  { lastActiveMs, consumerSequence }: ConsumerPlace,
  { atMs }: ConsumerSummary,
  format: ReturnType<typeof useFormat>,
): { value: string; exact?: string } {
  if (consumerSequence === 0n) return { value: "never" };
  if (lastActiveMs === undefined) return { value: "not since the server started" };
  const exact = format.moment(lastActiveMs);
  return {
    value: atMs === undefined ? exact : format.age(Math.max(0, atMs - lastActiveMs)),
    exact,
  };
}
