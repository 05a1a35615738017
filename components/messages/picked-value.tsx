"use client";

import { useQuery } from "@tanstack/react-query";
import { type PickedCell, pickCells } from "@/lib/format/picked-cell";
import type { MessageRow } from "@/lib/model/message-page";
import { mostPickedBytes, pickedCellsQuery } from "@/lib/queries/message-picks";

/** Which values of a list's messages are shown; the same object as long as they are the same. */
type Picks = { connectionId: string; stream: string; paths: readonly string[] };

type Props = { row: MessageRow; picks: Picks; at: number };

/** What stands at one of the paths of a message, read from where its body is. */
export function PickedValue({ row, picks, at }: Props) {
  const { connectionId, stream, paths } = picks;
  const isAsked = !row.body && row.sizeBytes <= mostPickedBytes;
  const { data, error } = useQuery({
    ...pickedCellsQuery(connectionId, stream, { sequence: row.sequence, paths }),
    enabled: isAsked,
  });
  const name = paths[at] ?? "";
  if (isAsked && !data) {
    return <Nothing name={name} why={error ? "It could not be read." : "Being read."} />;
  }
  const cell = (isAsked ? data : cellsOf(row, paths))?.[at] ?? { state: "none" };
  if (cell.state !== "value") return <Nothing name={name} why={reasons[cell.state]} />;
  return (
    <span
      className={`block w-full truncate font-mono text-small ${cell.isNumber ? "tabular-nums md:text-right" : ""}`}
      title={cell.text}
    >
      <NameOnNarrow name={name} />
      {cell.text}
    </span>
  );
}

const reasons: Readonly<Record<Exclude<PickedCell["state"], "value">, string>> = {
  none: "It is not in this payload.",
  "no-json": "The payload is no JSON.",
  large: "The payload is larger than 256 KiB: open the message to see it.",
  gone: "The message is gone.",
};

/** There, no head stands over it. */
function NameOnNarrow({ name }: { name: string }) {
  return <span className="mr-2 text-soft md:hidden">{name}</span>;
}

function Nothing({ name, why }: { name: string; why: string }) {
  return (
    <span className="truncate text-soft max-md:font-mono max-md:text-small" title={why}>
      <NameOnNarrow name={name} />–<span className="sr-only"> {why}</span>
    </span>
  );
}

const known = new WeakMap<MessageRow, { paths: readonly string[]; cells: PickedCell[] }>();

/** Of a body that is in its row, once for all its columns. */
export function cellsOf(row: MessageRow, paths: readonly string[]): PickedCell[] {
  if (!row.body) return paths.map(() => ({ state: "large" }));
  const last = known.get(row);
  if (last?.paths === paths) return last.cells;
  const cells = pickCells(row.body, paths);
  known.set(row, { paths, cells });
  return cells;
}
