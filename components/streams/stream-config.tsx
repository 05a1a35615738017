"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/components/shell/shown-connection";
import { JsonTree } from "@/components/ui/json-tree";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { Json } from "@/lib/model/json";
import { streamQuery } from "@/lib/queries/stream-detail";
import { type ConfigField, configGroups, otherFields } from "./config-fields";
import { Section } from "./section";
import { StreamFrame } from "./stream-frame";

type Props = { connectionId: string; stream: string };

/** The whole configuration of a stream, each field with what it means, and the JSON beside. */
export function StreamConfig({ connectionId, stream }: Props) {
  const { data, error } = useQuery(streamQuery(connectionId, stream));
  const config = data && toFields(data.config);
  const others = config ? otherFields(config) : [];
  const groups =
    others.length > 0 ? [...configGroups, { title: "Others", fields: others }] : configGroups;
  const version = useServerVersion(connectionId);
  return (
    <StreamFrame connectionId={connectionId} stream={stream} tab="config">
      {error && (
        <div className="mb-4">
          <Problem words={describeError(error)} />
        </div>
      )}
      {!config && !error && <Skeleton className="h-96 w-full" />}
      {config && (
        <div className="grid items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
          <div className="grid min-w-0 gap-6">
            {groups.map(({ title, fields }) => (
              <Section key={title} title={title}>
                <dl className="border-line border-t">
                  {fields.map((field) => (
                    <Field key={field.name} field={field} config={config} version={version} />
                  ))}
                </dl>
              </Section>
            ))}
          </div>
          <div className="min-w-0 xl:sticky xl:top-16">
            <Section title="As JSON">
              <JsonTree
                label={`Configuration of ${stream}`}
                value={config}
                openLevels={2}
                maxHeight="calc(100dvh - 10rem)"
              />
            </Section>
          </div>
        </div>
      )}
    </StreamFrame>
  );
}

type FieldProps = {
  field: ConfigField;
  config: { [key: string]: Json };
  version: string | undefined;
};

function Field({ field, config, version }: FieldProps) {
  const format = useFormat();
  const { name, label, meaning, words, since } = field;
  const value = config[name];
  const isMissing = value === undefined && since !== undefined && isBefore(version, since);
  return (
    <div className="grid gap-x-4 gap-y-0.5 border-line border-b py-2 last:border-b-0 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
      <dt className="min-w-0">
        {label}
        <code className="block break-words font-mono text-small text-soft">{name}</code>
      </dt>
      <dd className="min-w-0">
        <p className={`break-words ${isMissing ? "text-soft" : ""}`}>
          {isMissing ? `not on this server: since NATS ${since}` : words(value, format)}
        </p>
        <p className="text-small text-soft">{meaning}</p>
      </dd>
    </div>
  );
}

function useServerVersion(connectionId: string): string | undefined {
  const status = useConnection(connectionId)?.status;
  return status?.state === "connected" ? status.server.version : undefined;
}

function isBefore(version: string | undefined, since: string): boolean {
  if (version === undefined) return false;
  const parts = version.split(/[.-]/).map(Number);
  for (const [at, wanted] of since.split(".").map(Number).entries()) {
    const has = parts[at] ?? 0;
    if (has !== wanted) return has < wanted;
  }
  return false;
}

function toFields(config: Json): { [key: string]: Json } {
  const isRecord = typeof config === "object" && config !== null && !Array.isArray(config);
  return isRecord ? config : {};
}
