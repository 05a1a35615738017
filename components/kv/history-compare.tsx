"use client";

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DiffText } from "@/components/ui/diff-text";
import { PayloadView } from "@/components/ui/payload-view";
import { Problem } from "@/components/ui/problem";
import { Segments } from "@/components/ui/segments";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { indentJson } from "@/lib/format/json-indent";
import { toText } from "@/lib/format/payload";
import { isSameBytes } from "@/lib/format/same-bytes";
import type { KvEntry, KvRevision } from "@/lib/model/kv";
import { kvEntryQuery } from "@/lib/queries/kv-entry";
import { bytesOfEntry } from "./entry-draft";
import { HistorySides } from "./history-sides";
import { operationWords } from "./operation-words";

type Props = {
  connectionId: string;
  bucket: string;
  entryKey: string;
  older: KvRevision;
  newer: KvRevision;
  onClose: () => void;
};

/** Two revisions of a key, beside each other or as one text. */
export function HistoryCompare({ connectionId, bucket, entryKey, older, newer, onClose }: Props) {
  const format = useFormat();
  // Long values are not in the list.
  const [first, second] = useQueries({
    queries: [older, newer].map((one) => ({
      ...kvEntryQuery(connectionId, bucket, entryKey, one.revision),
      enabled: one.isCut,
    })),
  });
  const error = first?.error ?? second?.error;
  const before = older.isCut ? first?.data : older;
  const after = newer.isCut ? second?.data : newer;
  return (
    <Dialog
      isWide
      title={`Compare revisions ${format.exact(older.revision)} and ${format.exact(newer.revision)}`}
      onClose={onClose}
    >
      {error && <Problem words={describeError(error)} />}
      {(before === null || after === null) && (
        <p className="mt-2 text-soft">
          A revision of these is no longer kept: newer ones took its place.
        </p>
      )}
      {!error && (before === undefined || after === undefined) && (
        <Skeleton className="mt-2 h-40 w-full" />
      )}
      {before && after && <Compared before={before} after={after} />}
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

type Look = "sides" | "one";

function Compared({ before, after }: { before: KvEntry; after: KvEntry }) {
  const [look, setLook] = useState<Look>("one");
  const isSame = isSameBytes(bytesOfEntry(before), bytesOfEntry(after));
  const texts = toTexts(before, after);
  const deleted = [before, after].filter(({ operation }) => operation.kind !== "put");
  return (
    <div className="mt-2 grid gap-3">
      {deleted.map(({ revision, operation }) => (
        <p key={String(revision)} className="text-soft">
          Revision {String(revision)} is no value: the key was {operationWords(operation)}.
        </p>
      ))}
      {isSame && deleted.length === 0 && <p>Both are the same, to the byte.</p>}
      {!isSame && texts && (
        <>
          <Segments
            label="Shown"
            value={look}
            choices={[
              { value: "one", label: "As one text" },
              { value: "sides", label: "Side by side" },
            ]}
            onChange={setLook}
          />
          {texts.isJson && (
            <p className="text-small text-soft">
              Both are JSON: compared as indented JSON, so spaces and line breaks do not count.
            </p>
          )}
          {texts.before === texts.after ? (
            <p>They differ in spaces and line breaks only.</p>
          ) : (
            <section
              aria-label="Differences"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
              tabIndex={0}
              className="max-h-[55dvh] overflow-auto"
            >
              {look === "one" ? <DiffText {...texts} /> : <HistorySides {...texts} />}
            </section>
          )}
        </>
      )}
      {!isSame && !texts && (
        <div className="grid max-h-[55dvh] gap-4 overflow-auto md:grid-cols-2">
          <PayloadView bytes={bytesOfEntry(before)} name={`revision-${before.revision}`} />
          <PayloadView bytes={bytesOfEntry(after)} name={`revision-${after.revision}`} />
        </div>
      )}
    </div>
  );
}

function toTexts(before: KvEntry, after: KvEntry) {
  const [one, other] = [toText(bytesOfEntry(before)), toText(bytesOfEntry(after))];
  if (one.invalid > 0 || other.invalid > 0) return undefined;
  const [json, otherJson] = [jsonOf(one.text), jsonOf(other.text)];
  return json !== undefined && otherJson !== undefined
    ? { before: json, after: otherJson, isJson: true }
    : { before: one.text, after: other.text, isJson: false };
}

function jsonOf(text: string): string | undefined {
  return /^\s*[[{]/.test(text) ? indentJson(text) : undefined;
}
