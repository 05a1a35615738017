"use client";

import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { KeysFrame, KeysView } from "@/lib/model/kv-keys";

type Props = { frame: KeysFrame; view: KeysView; onListAll: () => void; onStop: () => void };

/** How many keys there are, how far their list is, and what changes while somebody looks. */
export function KeysFoot({ frame, view, onListAll, onStop }: Props) {
  const format = useFormat();
  const { listing, live, passing } = frame;
  const isChosen = view.text !== "" || view.pattern !== undefined;
  const atLeast = listing.state === "complete" ? "" : "≥ ";
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-1 px-3 text-small text-soft">
      <span className="tabular-nums">
        {isChosen && `${frame.isCounted ? "" : "≥ "}${format.exact(passing)} of `}
        {atLeast}
        {format.exact(listing.keys)} {listing.keys === 1 && atLeast === "" ? "key" : "keys"}
        {listing.deleted > 0 && ` · ${format.exact(listing.deleted)} deleted`}
        {" · "}
        {liveWords(live.state)}
        {live.changes > 0 &&
          ` · ${format.exact(live.changes)} ${live.changes === 1 ? "change" : "changes"}`}
        {live.perSec > 0 && `, ${format.rate(live.perSec)}/s`}
      </span>
      {live.error && <span>{whyNotFollowed(live.error)}</span>}
      <Progress frame={frame} onListAll={onListAll} onStop={onStop} />
      {listing.state === "complete" && !listing.knowsDeleted && (
        <span>Deleted keys are known where they were looked at.</span>
      )}
    </div>
  );
}

type ProgressProps = Omit<Props, "view">;

function Progress({ frame: { listing }, onListAll, onStop }: ProgressProps) {
  const format = useFormat();
  const { state, keys, deleted, total } = listing;
  if (state === "complete") return null;
  const left = total === undefined ? undefined : Math.max(0, total - keys - deleted);
  const all = total === undefined ? "all keys" : `all ${format.exact(total)} keys`;
  if (state === "reading") {
    return (
      <span className="flex items-center gap-3 tabular-nums">
        {total === undefined || total === 0
          ? "Listing"
          : `Listing, ${format.percent(Math.min(1, (keys + deleted) / total))}`}
        <Button kind="quiet" onClick={onStop}>
          Stop
        </Button>
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {state === "stopped" && "The list was stopped."}
      <Button kind="quiet" onClick={onListAll}>
        List {all}
      </Button>
      {left !== undefined && left >= costly && <span>{costOf(left, format.bytesText)}</span>}
    </span>
  );
}

const costly = 100_000;
const pageKeys = 100_000;
const pageMs = 800;
const pageBytes = 2_400_000;

/** As measured: what each 100,000 keys take. */
function costOf(keys: number, bytesText: (bytes: number) => string): string {
  const pages = keys / pageKeys;
  return `takes about ${Math.ceil((pages * pageMs) / 1_000)} s and ${bytesText(pages * pageBytes)}`;
}

/** It is listed all the same. */
function whyNotFollowed(error: AppError): string {
  if (error.kind === "would-consume") {
    return `Changes are asked for now and then: on a stream with ${error.retention} retention a consumer would change what is kept.`;
  }
  const { title, detail } = describeError(error);
  return `Changes are asked for now and then: ${detail ?? title}`;
}

function liveWords(state: KeysFrame["live"]["state"]): string {
  if (state === "live") return "live";
  return state === "connecting" ? "not live: connecting" : "not followed";
}
