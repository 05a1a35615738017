"use client";

import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Drop } from "@/components/ui/table/drop";
import { TextField } from "@/components/ui/text-field";
import { parseJsonPath } from "@/lib/format/json-path";
import { jsonPathsIn } from "@/lib/format/json-paths-in";
import { parseJson } from "@/lib/format/json-text";
import { toText } from "@/lib/format/payload";
import type { MessageRow } from "@/lib/model/message-page";
import type { PathColumns } from "./use-path-columns";

type Props = { columns: PathColumns; rows: readonly MessageRow[] };

const mostOffered = 8;
/** So many payloads tell which keys there are. */
const mostRead = 50;

/** Puts values of JSON payloads into columns of their own: by a path that is typed, or is seen in what is loaded. */
export function PathColumnsDrop({ columns, rows }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Drop label="JSON columns" onOpen={setOpen}>
      {isOpen && <Choices columns={columns} rows={rows} />}
    </Drop>
  );
}

function Choices({ columns, rows }: Props) {
  const { paths, add, remove } = columns;
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<string>();
  const known = useMemo(() => jsonPathsIn(valuesOf(rows)), [rows]);
  const wanted = typed.trim().replace(/^\$\.?/, "");
  const offered = known
    .filter((path) => !paths.includes(path) && path.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, mostOffered);
  const take = (path: string) => {
    const parsed = parseJsonPath(path);
    setFault(parsed.ok ? undefined : parsed.why);
    if (!parsed.ok) return;
    add(path);
    setTyped("");
  };
  return (
    <div className="w-72 max-w-[calc(100vw-3rem)] p-1">
      <form
        className="flex items-end gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "") take(typed.trim());
        }}
      >
        <span className="min-w-0 grow">
          <TextField
            autoFocus
            label="JSON path"
            value={typed}
            onChange={setTyped}
            error={fault}
            placeholder="order.total, items[0].sku"
            className="font-mono text-small"
          />
        </span>
        <Button type="submit" aria-label="Add column">
          Add
        </Button>
      </form>
      {offered.length > 0 && (
        <ul aria-label="Seen in the messages" className="mt-2">
          {offered.map((path) => (
            <li key={path}>
              <button
                type="button"
                onClick={() => take(path)}
                className="block w-full truncate rounded px-2 py-1 text-left font-mono hover:bg-hover max-md:min-h-10"
              >
                {path}
              </button>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && known.length === 0 && (
        <p className="mt-2 text-soft">
          In what is loaded there is no small JSON payload to look into.
        </p>
      )}
      {paths.length > 0 && (
        <ul aria-label="Columns of payloads" className="mt-2 border-line border-t pt-1">
          {paths.map((path) => (
            <li key={path} className="flex items-center gap-2 pl-2">
              <span className="min-w-0 grow truncate font-mono">{path}</span>
              <Button kind="quiet" aria-label={`Remove ${path}`} onClick={() => remove(path)}>
                <X aria-hidden="true" className="size-3.5" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function valuesOf(rows: readonly MessageRow[]): unknown[] {
  return rows
    .filter(({ preview, body }) => preview.kind === "json" && body)
    .slice(0, mostRead)
    .map(({ body = new Uint8Array() }) => parseJson(toText(body).text));
}
