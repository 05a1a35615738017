"use client";

import { CliCommand } from "@/components/ui/cli-command";
import { ConfigList } from "@/components/ui/config-list";
import { fieldsOf } from "@/components/ui/config-words";
import { JsonTree } from "@/components/ui/json-tree";
import { Section } from "@/components/ui/section";
import { natsCommand } from "@/lib/format/nats-command";
import type { ConsumerDetail } from "@/lib/model/stream-detail";
import { consumerConfigGroups } from "./consumer-config-fields";
import { useServerHas } from "./use-server-has";

type Props = { connectionId: string; detail: ConsumerDetail };

/** The whole configuration of a consumer with what each field means, and its state as the server tells it. */
export function ConsumerConfig({ connectionId, detail }: Props) {
  const { version } = useServerHas(connectionId);
  const { stream, name } = detail.summary;
  const { config: _, ...state } = fieldsOf(detail.raw) ?? {};
  return (
    <div className="grid gap-6">
      <ConfigList
        of={name}
        groups={consumerConfigGroups}
        config={fieldsOf(detail.config) ?? {}}
        version={version === "" ? undefined : version}
      />
      <Section title="State as JSON">
        <JsonTree label={`State of ${name}`} value={state} openLevels={1} maxHeight="28rem" />
      </Section>
      <CliCommand words={natsCommand(["consumer", "info"], [stream, name])} />
    </div>
  );
}
