"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import type { Format } from "@/lib/format/format";
import type { Upload } from "@/lib/model/uploads";
import { uploads as queue } from "@/lib/queries/uploads";
import { ReplaceQuestion } from "./replace-question";
import { UploadsRow } from "./uploads-row";
import { pickRows, sumUploads, type UploadsSum } from "./uploads-rows";
import { paceWords } from "./uploads-words";
import { useTrayFoot } from "./use-tray-foot";

/** All uploads of this tab at the page's foot, whatever page that is. */
export function Uploads() {
  const uploads = useSyncExternalStore(queue.watch, queue.read, queue.read);
  const sum = sumUploads(uploads);
  useLeaveGuard(sum.isRunning);
  // Asked by hand for one of them.
  const [asked, setAsked] = useState<number>();
  return (
    <>
      {uploads.length > 0 && <Tray {...{ uploads, sum }} onReplace={setAsked} />}
      <ReplaceQuestion {...{ uploads, asked }} onAnswered={() => setAsked(undefined)} />
    </>
  );
}

type TrayProps = {
  uploads: readonly Upload[];
  sum: UploadsSum;
  onReplace: (id: number) => void;
};

function Tray({ uploads, sum, onReplace }: TrayProps) {
  const format = useFormat();
  const [isFolded, setFolded] = useState(false);
  const tray = useTrayFoot();
  const { rows, more } = pickRows(uploads);
  return (
    <section
      ref={tray}
      aria-label="Uploads"
      className="fixed right-0 bottom-0 left-0 z-20 border-line border-t bg-raised shadow-[0_-4px_12px_rgb(0_0_0/0.08)] max-md:pb-[env(safe-area-inset-bottom)] md:left-48 md:in-data-[rail=narrow]:left-14"
    >
      <div className="flex flex-wrap items-center gap-x-3 px-4 py-1 md:px-6">
        <h2 className="font-semibold">Uploads</h2>
        <span className="min-w-0 text-small text-soft tabular-nums">{sumWords(sum, format)}</span>
        <span className="ml-auto flex flex-wrap">
          {sum.isRunning && (
            <Button kind="quiet" onClick={() => queue.cancel(uploads.map(({ id }) => id))}>
              Cancel all
            </Button>
          )}
          {sum.hasEnded && (
            <Button kind="quiet" onClick={queue.clear}>
              Clear finished
            </Button>
          )}
          <Button
            kind="quiet"
            aria-expanded={!isFolded}
            aria-label={isFolded ? "Show each upload" : "Hide each upload"}
            onClick={() => setFolded(!isFolded)}
          >
            {isFolded ? (
              <ChevronUp aria-hidden="true" className="size-4" />
            ) : (
              <ChevronDown aria-hidden="true" className="size-4" />
            )}
          </Button>
        </span>
      </div>
      {!isFolded && (
        <ul className="max-h-[min(40vh,13rem)] max-md:max-h-[24vh] overflow-y-auto overscroll-contain border-line border-t">
          {rows.map((upload) => (
            <UploadsRow key={upload.id} upload={upload} onReplace={() => onReplace(upload.id)} />
          ))}
          {more.length > 0 && (
            <li className="border-line border-t px-4 py-1.5 text-small text-soft md:px-6">
              {moreWords(more, format)}
            </li>
          )}
        </ul>
      )}
      <span role="status" className="sr-only">
        {heardWords(sum)}
      </span>
    </section>
  );
}

function sumWords(sum: UploadsSum, format: Format): string {
  const { count, done, failed, isRunning, sentBytes, totalBytes, bytesPerSec } = sum;
  return [
    `${format.exact(done)} of ${format.exact(count)} done`,
    ...(failed > 0 ? [`${format.exact(failed)} failed`] : []),
    ...(isRunning ? [`${format.bytesText(sentBytes)} of ${format.bytesText(totalBytes)}`] : []),
    ...(isRunning ? paceWords(totalBytes - sentBytes, bytesPerSec, format) : []),
  ].join(" · ");
}

function moreWords(more: readonly Upload[], format: Format): string {
  const waiting = more.filter(({ state }) => state.is === "waiting" || state.is === "looking");
  const done = more.filter(({ state }) => state.is === "done");
  const other = more.length - waiting.length - done.length;
  return [
    ...(waiting.length > 0 ? [`${format.exact(waiting.length)} more wait`] : []),
    ...(done.length > 0 ? [`${format.exact(done.length)} more are done`] : []),
    ...(other > 0 ? [`${format.exact(other)} others`] : []),
  ].join(", ");
}

/** Said aloud at each quarter and at the end; more would be chatter. */
function heardWords({ count, done, failed, isRunning, sentBytes, totalBytes }: UploadsSum): string {
  if (!isRunning) return `Uploads ended: ${done} of ${count} done, ${failed} failed`;
  const quarters = totalBytes === 0 ? 0 : Math.floor((4 * sentBytes) / totalBytes);
  return quarters === 0 ? "Uploads started" : `Uploads: ${quarters * 25}%`;
}
