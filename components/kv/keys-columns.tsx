import { AgeOf, LeftUntil } from "@/components/shell/now";
import { Unknown } from "@/components/ui/stat";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import type { KeyState, KeysRow } from "@/lib/model/kv-keys";
import { operationWords } from "./operation-words";
import { expiryMs } from "./ttl-left";

/** A row of one key. */
export type KeyRow = Extract<KeysRow, { kind: "key" }>;

/** What the columns depend on. */
export type KeyColumnFacts = {
  /** By what rows can be put in order: a tree by nothing else than its keys, of which all others need be known. */
  sortable: "nothing" | "key" | "all";
  showsDeleted: boolean;
  ttlMs: number | undefined;
  hasKeyTtl: boolean;
};

/** What is told of a key, column by column. */
export function keyColumns(format: Format, facts: KeyColumnFacts): Column<KeyRow>[] {
  const sorted = (sortBy: NonNullable<Column<KeyRow>["sortBy"]>) =>
    facts.sortable === "all" ? { sortBy } : {};
  const expires = facts.ttlMs !== undefined || facts.hasKeyTtl;
  const columns: Column<KeyRow>[] = [
    {
      ...{ id: "key", head: "Key", width: 220, isRowHeader: true },
      ...(facts.sortable !== "nothing" && { sortBy: ({ key }: KeyRow) => key }),
      cell: ({ name }) => name,
      text: ({ key }) => key,
    },
    {
      ...{ id: "revision", head: "Revision", width: 100, align: "end" },
      ...sorted(({ state }) => state?.revision),
      cell: known(({ revision }) => format.exact(revision)),
      text: told(({ revision }) => format.exact(revision)),
      value: ({ state }) => state?.revision,
    },
    {
      ...{ id: "age", head: "Age", width: 96, align: "end", small: "beside" },
      ...sorted(({ state }) => state?.timeNs),
      cell: known((state) => <AgeOf timeMs={timeMsOf(state)} />),
      text: told(({ timeNs }) => format.momentNs(timeNs)),
    },
    {
      ...{ id: "time", head: "Time", width: 236, align: "end", isHiddenAtFirst: true },
      ...sorted(({ state }) => state?.timeNs),
      cell: known((state) => <span className="text-small">{format.moment(timeMsOf(state))}</span>),
      text: told(({ timeNs }) => format.momentNs(timeNs)),
      value: ({ state }) => state && new Date(timeMsOf(state)).toISOString(),
    },
    {
      ...{ id: "size", head: "Size", width: 90, align: "end" },
      ...sorted(({ state }) => state?.sizeBytes),
      cell: known(({ sizeBytes }) => <Size {...format.bytes(sizeBytes)} />),
      text: told(({ sizeBytes }) => `${format.exact(sizeBytes)} bytes`),
      value: ({ state }) => state?.sizeBytes,
    },
    {
      ...{ id: "ttl", head: "TTL left", width: 104, align: "end", isHiddenAtFirst: !expires },
      cell: known((state) => {
        const atMs = expiryMs(state, facts);
        return atMs === undefined ? (
          <span className="text-soft">–</span>
        ) : (
          <LeftUntil atMs={atMs} />
        );
      }),
      text: told((state) => {
        const atMs = expiryMs(state, facts);
        return atMs === undefined ? "stays" : `until ${format.moment(atMs)}`;
      }),
    },
    {
      ...{ id: "revisions", head: "Revisions", width: 96, align: "end", isHiddenAtFirst: true },
      cell: ({ revisions }) => (revisions === undefined ? <Unknown /> : format.exact(revisions)),
      text: ({ revisions }) => (revisions === undefined ? "not known" : format.exact(revisions)),
      value: ({ revisions }) => revisions,
    },
  ];
  return facts.showsDeleted ? [...columns, operationColumn] : columns;
}

const operationColumn: Column<KeyRow> = {
  ...{ id: "operation", head: "Operation", width: 150 },
  cell: known(({ operation }) => operationWords(operation)),
  text: told(({ operation }) => operationWords(operation)),
};

/** What is not known yet takes its room, so that nothing moves when it comes. */
function known(cell: (state: KeyState) => React.ReactNode): Column<KeyRow>["cell"] {
  return ({ state }) =>
    state ? cell(state) : <span aria-hidden="true" className="h-2.5 w-10 rounded bg-line" />;
}

function told(text: (state: KeyState) => string): Column<KeyRow>["text"] {
  return ({ state }) => (state ? text(state) : "not read yet");
}

function timeMsOf({ timeNs }: KeyState): number {
  return Number(timeNs / 1_000_000n);
}

function Size({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="whitespace-nowrap">
      {value} <span className="inline-block w-6 text-left text-small text-soft">{unit}</span>
    </span>
  );
}
