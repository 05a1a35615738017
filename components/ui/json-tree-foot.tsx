"use client";

import { useState } from "react";
import type { JsonRow } from "@/lib/format/json-rows";
import { formatJson } from "@/lib/format/json-text";
import { isLong } from "@/lib/format/json-value";
import { Button } from "./button";
import { CopyInline } from "./copy-button";
import { MiddleCut } from "./middle-cut";
import { useFormat } from "./use-format";

/** A longer text is for a download. */
const mostShown = 100_000;

/** Where the chosen value stands, what can be copied of it, and all of it where a line does not hold it. */
export function JsonTreeFoot({ whole, row }: { whole: unknown; row: JsonRow | undefined }) {
  const format = useFormat();
  const [shownPath, setShownPath] = useState<string>();
  const isShown = row !== undefined && shownPath === row.path;
  return (
    <div className="mt-1.5 border-line border-t pt-1.5">
      <div className="flex min-h-7 flex-wrap items-center gap-x-1">
        <span className="min-w-0 max-w-full flex-1 basis-40 font-mono text-small text-soft">
          <MiddleCut text={row?.path ?? ""} />
        </span>
        {row && isLong(row.value) && (
          <Button
            kind="quiet"
            aria-expanded={isShown}
            onClick={() => setShownPath(isShown ? undefined : row.path)}
          >
            {isShown ? "Show less" : `Show all ${format.exact(row.value.length)} characters`}
          </Button>
        )}
        {row && <CopyInline label="Copy path" word="Path" text={() => row.path} />}
        {row && (
          <CopyInline label="Copy value as JSON" word="Value" text={() => formatJson(row.value)} />
        )}
        <CopyInline label="Copy all as JSON" word="All" text={() => formatJson(whole)} />
      </div>
      {isShown && typeof row.value === "string" && (
        <pre className="mt-1 max-h-60 overflow-auto whitespace-pre-wrap rounded-md bg-hover p-2 font-mono text-small [overflow-wrap:anywhere]">
          {row.value.slice(0, mostShown)}
          {row.value.length > mostShown && "…"}
        </pre>
      )}
    </div>
  );
}
