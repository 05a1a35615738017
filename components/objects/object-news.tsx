"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { ObjectInfo } from "@/lib/model/objects";
import type { HeardObject } from "./objects-heard";

type Props = {
  /** What is shown; null where there was none. */
  info: ObjectInfo | null;
  heard: HeardObject;
  onRead: () => void;
};

/** The list hears of what is done here before the pane has read it. */
const settleMs = 400;

/** What others have done to the object that is open. */
export function ObjectNews({ info, heard, onRead }: Props) {
  const news = newsOf(info, heard);
  // Other news is other waiting.
  return news === undefined ? null : <News key={news} {...{ info, heard, onRead }} />;
}

function News({ info, heard, onRead }: Props) {
  const format = useFormat();
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isSettled || heard === undefined) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-attention border-l-2 py-0.5 pl-3"
    >
      {heard === "gone" ? (
        "Deleted by somebody else."
      ) : (
        <span>
          {wordOf(info, heard)} by somebody else: revision{" "}
          <span className="tabular-nums">{format.exact(heard.revision)}</span>
        </span>
      )}
      <Button onClick={onRead}>Show</Button>
    </div>
  );
}

function newsOf(info: ObjectInfo | null, heard: HeardObject): string | undefined {
  if (heard === undefined) return undefined;
  if (heard === "gone") return info ? "gone" : undefined;
  return heard.revision > (info?.revision ?? 0n) ? String(heard.revision) : undefined;
}

function wordOf(info: ObjectInfo | null, heard: ObjectInfo): string {
  if (!info) return "Made";
  return info.nuid === heard.nuid ? "Edited" : "Replaced";
}
