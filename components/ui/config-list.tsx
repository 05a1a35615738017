"use client";

import { type ConfigField, type ConfigGroup, otherFields } from "./config-words";
import { JsonTree } from "./json-tree";
import { Section } from "./section";
import { useFormat } from "./use-format";

type Props = {
  /** "ORDERS": whose configuration it is. */
  of: string;
  groups: readonly ConfigGroup[];
  config: Readonly<Record<string, unknown>>;
  /** Of the server, where it is known: what it lacks is told as that. */
  version: string | undefined;
};

/** A whole configuration, each field with what it means, and the JSON beside. */
export function ConfigList({ of, groups, config, version }: Props) {
  const others = otherFields(groups, config);
  const shown = others.length > 0 ? [...groups, { title: "Others", fields: others }] : groups;
  return (
    <div className="grid items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
      <div className="grid min-w-0 gap-6">
        {shown.map(({ title, fields }) => (
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
            label={`Configuration of ${of}`}
            value={config}
            openLevels={2}
            maxHeight="calc(100dvh - 10rem)"
          />
        </Section>
      </div>
    </div>
  );
}

type FieldProps = {
  field: ConfigField;
  config: Readonly<Record<string, unknown>>;
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

function isBefore(version: string | undefined, since: string): boolean {
  if (version === undefined) return false;
  const parts = version.split(/[.-]/).map(Number);
  for (const [at, wanted] of since.split(".").map(Number).entries()) {
    const has = parts[at] ?? 0;
    if (has !== wanted) return has < wanted;
  }
  return false;
}
