"use client";

import { useQuery } from "@tanstack/react-query";
import { CliCommand } from "@/components/ui/cli-command";
import { JsonTree } from "@/components/ui/json-tree";
import { Problem } from "@/components/ui/problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerDetail as Detail } from "@/lib/model/stream-detail";
import { consumerQuery } from "@/lib/queries/stream-detail";

type Props = { connectionId: string; stream: string; name: string };

/** One consumer: how far it is, and all that the server says of it. */
export function ConsumerDetail({ connectionId, stream, name }: Props) {
  const { data, error } = useQuery(consumerQuery(connectionId, stream, name));
  return (
    <div className="grid gap-6">
      {error && <Problem words={describeError(error)} />}
      {data === undefined && !error && <Skeleton className="h-64 w-full" />}
      {data?.description && <p className="break-words text-soft">{data.description}</p>}
      {data && <Facts detail={data} />}
      {data && (
        <Section title="Configuration and state">
          <JsonTree label={`Consumer ${name}`} value={data.raw} openLevels={1} maxHeight="28rem" />
        </Section>
      )}
      <CliCommand words={["nats", "consumer", "info", stream, name]} />
    </div>
  );
}

function Facts({ detail }: { detail: Detail }) {
  const format = useFormat();
  const kind = `${detail.isDurable ? "durable" : "short-lived"}, ${detail.isPull ? "pulled" : "pushed"}`;
  return (
    <dl className="border-line border-t">
      <Fact label="Kind" value={kind} />
      <Fact
        label="Takes"
        value={
          <span className="break-words font-mono text-small">
            {detail.filterSubjects.join(", ") || "everything"}
          </span>
        }
      />
      <Fact
        label="Not yet delivered"
        value={format.count(detail.pending)}
        exact={format.exact(detail.pending)}
      />
      <Fact
        label="Delivered, not acknowledged"
        value={format.count(detail.ackPending)}
        exact={format.exact(detail.ackPending)}
      />
      <Fact label="Redelivered" value={format.count(detail.redelivered)} />
      <Fact label="Pulls that wait" value={format.count(detail.waiting)} />
      <Fact label="Acknowledges" value={detail.ackPolicy.replace("_", " ")} />
    </dl>
  );
}
