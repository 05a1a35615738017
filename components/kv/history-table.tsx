"use client";

import { useMemo } from "react";
import { AgeOf } from "@/components/shell/now";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { showControls, toText } from "@/lib/format/payload";
import type { KvRevision } from "@/lib/model/kv";
import { changeWords } from "./history-change";
import { operationWords } from "./operation-words";

type Props = {
  revisions: readonly KvRevision[];
  newest: bigint | undefined;
  chosen: readonly bigint[];
  /** Why nothing is written here. */
  reason: string | undefined;
  on: {
    toggle: (revision: bigint) => void;
    open: (revision: bigint) => void;
    restore: (revision: bigint) => void;
  };
};

const nsPerMs = 1_000_000n;

/** The revisions of a key, the newest first. */
export function HistoryTable({ revisions, newest, chosen, reason, on }: Props) {
  return (
    <div className="max-h-[60dvh] overflow-auto">
      <table aria-label="Revisions" className="w-full border-collapse text-small">
        <thead className="sticky top-0 bg-page text-left text-soft">
          <tr className="border-line border-b">
            <th className="w-8 py-1.5">
              <span className="sr-only">Chosen</span>
            </th>
            <th className="py-1.5 pr-4 text-right font-medium">Revision</th>
            <th className="py-1.5 pr-4 font-medium">Age</th>
            <th className="py-1.5 pr-4 font-medium">Value</th>
            <th className="py-1.5 pr-4 text-right font-medium">Size</th>
            <th className="py-1.5">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((one, place) => (
            <Row
              key={String(one.revision)}
              one={one}
              before={revisions[place + 1]}
              isNewest={one.revision === newest}
              isChosen={chosen.includes(one.revision)}
              reason={reason}
              on={on}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Pick<Props, "reason" | "on"> & {
  one: KvRevision;
  /** The revision that it followed, where that is kept. */
  before: KvRevision | undefined;
  isNewest: boolean;
  isChosen: boolean;
};

function Row({ one, before, isNewest, isChosen, reason, on }: RowProps) {
  const format = useFormat();
  const { revision, timeNs, operation, sizeBytes } = one;
  const isPut = operation.kind === "put";
  return (
    <tr className="border-line border-b last:border-b-0 hover:bg-hover">
      <td className="py-1.5">
        <input
          type="checkbox"
          aria-label={`Choose revision ${revision}`}
          checked={isChosen}
          onChange={() => on.toggle(revision)}
          className="size-4 align-middle accent-accent"
        />
      </td>
      <td className="py-1.5 pr-4 text-right tabular-nums">
        {isPut && !isNewest ? (
          <button
            type="button"
            onClick={() => on.open(revision)}
            className="text-accent underline underline-offset-4"
          >
            {format.exact(revision)}
          </button>
        ) : (
          format.exact(revision)
        )}
      </td>
      <td
        className="whitespace-nowrap py-1.5 pr-4 text-soft tabular-nums"
        title={format.momentNs(timeNs)}
      >
        <AgeOf timeMs={Number(timeNs / nsPerMs)} />
      </td>
      <td className="w-full max-w-0 truncate py-1.5 pr-4">
        <Preview one={one} />
        <Change one={one} before={before} />
      </td>
      <td className="whitespace-nowrap py-1.5 pr-4 text-right tabular-nums">
        {isPut && format.bytesText(sizeBytes)}
      </td>
      <td className="whitespace-nowrap py-1 text-right">
        {isNewest && <span className="text-soft">newest</span>}
        {isPut && !isNewest && (
          <Button
            kind="quiet"
            aria-label={`Restore revision ${revision}`}
            reason={reason}
            onClick={() => on.restore(revision)}
          >
            Restore
          </Button>
        )}
      </td>
    </tr>
  );
}

/** What it changed, where that can be said in a line. */
function Change({ one, before }: Pick<RowProps, "one" | "before">) {
  const words = useMemo(() => changeWords(one, before), [one, before]);
  if (words === undefined) return null;
  return (
    <span className="block truncate text-soft text-tiny" title={words}>
      {showControls(words)}
    </span>
  );
}

const previewLetters = 200;

/** The beginning of a value; of one that is none, what was done. */
function Preview({ one: { operation, value, isCut, sizeBytes } }: { one: KvRevision }) {
  if (operation.kind !== "put") {
    return <span className="text-soft">{operationWords(operation)}</span>;
  }
  if (isCut) return <span className="text-soft">long: opened by its number</span>;
  if (sizeBytes === 0) return <span className="text-soft">empty</span>;
  const { text, invalid } = toText(value.subarray(0, previewLetters));
  // What is cut may be cut in the middle of a letter.
  if (invalid > 1) return <span className="text-soft">binary</span>;
  return <span className="font-mono">{showControls(text.replace(/\s+/g, " "))}</span>;
}
