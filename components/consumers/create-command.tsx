import { CliCommand } from "@/components/ui/cli-command";
import { formatJson } from "@/lib/format/json-text";
import type { NewConsumer } from "@/lib/model/consumer-write";
import { createCommand } from "./create-draft";

/** What makes the same consumer. The nats command knows no moment to start at, so that is asked of the API itself. */
export function CreateCommand({ wish, apiPrefix }: { wish: NewConsumer; apiPrefix: string }) {
  if (wish.startMs === undefined) return <CliCommand words={createCommand(wish)} />;
  const { stream, name } = wish;
  const body = { stream_name: stream, config: configOf(wish, wish.startMs), action: "create" };
  const request = formatJson(body).replace(/\n\s*/g, " ");
  return (
    <CliCommand
      words={["nats", "request", `${apiPrefix}.CONSUMER.CREATE.${stream}.${name}`, request]}
    />
  );
}

function configOf(wish: NewConsumer, startMs: number) {
  const { name, filterSubjects } = wish;
  const [only] = filterSubjects;
  return {
    ...{ name, durable_name: name, description: wish.description },
    // A server before 2.10 overlooks the plural, and would give it everything.
    ...(filterSubjects.length > 1 ? { filter_subjects: filterSubjects } : { filter_subject: only }),
    ...{ deliver_policy: wish.deliverPolicy, opt_start_time: new Date(startMs).toISOString() },
    ...{ deliver_subject: wish.deliverSubject, deliver_group: wish.deliverGroup },
    ...{ ack_policy: wish.ackPolicy, ack_wait: wish.ackWaitNs },
    ...{ max_deliver: wish.maxDeliver, max_ack_pending: wish.maxAckPending },
  };
}
