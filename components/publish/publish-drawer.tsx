"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import type { FilledDrawer } from "@/lib/queries/publish-drawer";
import { type PublishMode, publishAddress } from "@/lib/url/publish";
import { Publisher } from "./publisher";
import { useRuns } from "./use-runs";

type Props = {
  connectionId: string;
  /** By another page; it begins with that. */
  filled?: FilledDrawer | undefined;
  onClose: () => void;
};

/**
 * The same as the page, in front of whatever is looked at; Escape closes it, and the focus goes back. What runs in it
 * would end with it, so that is asked first.
 */
export function PublishDrawer({ connectionId, filled, onClose }: Props) {
  const router = useRouter();
  const element = useRef<HTMLDialogElement>(null);
  const [place, setPlace] = useState<{ subject: string; mode: PublishMode }>({
    subject: filled?.subject ?? "",
    mode: "publish",
  });
  const runs = useRuns(connectionId);
  const [leaving, setLeaving] = useState<{ leave: () => void }>();
  useLeaveGuard(runs.inWords !== undefined);
  const leave = (then: () => void) => {
    if (runs.inWords === undefined) then();
    else setLeaving({ leave: then });
  };
  // Closed before it leaves the document: the browser gives the focus back only then.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[role=combobox]")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      aria-label="Publish"
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === element.current) leave(onClose);
      }}
      className="@container mt-0 mr-0 mb-0 ml-auto h-dvh max-h-none w-[min(44rem,100vw)] max-w-none overflow-y-auto overscroll-contain border-line border-l bg-page px-4 py-4 text-ink shadow-xl backdrop:bg-black/25 md:px-6"
    >
      <div className="mb-3 flex items-center gap-3">
        <h2 className="min-w-0 break-words font-semibold text-title">
          {filled?.title ?? "Publish"}
        </h2>
        <span className="ml-auto flex items-center gap-1">
          {/* The page has an address, and what was filled in is not in it. */}
          {!filled && (
            <Button
              kind="quiet"
              onClick={() =>
                leave(() => {
                  onClose();
                  router.push(publishAddress(connectionId, place.mode, place.subject));
                })
              }
            >
              Open as a page
            </Button>
          )}
          <Button kind="quiet" aria-label="Close" onClick={() => leave(onClose)}>
            <X aria-hidden="true" className="size-4" />
          </Button>
        </span>
      </div>
      {leaving && runs.inWords !== undefined && (
        <div
          role="alert"
          className="sticky -top-4 z-10 mb-4 flex flex-wrap items-center gap-2 rounded-md border border-attention bg-raised px-3 py-2 shadow-lg"
        >
          <p className="min-w-0 grow break-words">{runs.inWords} would end with this.</p>
          <Button autoFocus onClick={() => setLeaving(undefined)}>
            Stay
          </Button>
          <Button kind="danger" onClick={leaving.leave}>
            Stop and leave
          </Button>
        </div>
      )}
      {filled && (
        <div className="mb-4 grid gap-1 text-small text-soft">
          {filled.notes.map((note) => (
            <p key={note} className="break-words">
              {note}
            </p>
          ))}
        </div>
      )}
      <Publisher
        connectionId={connectionId}
        first={filled?.draft}
        runs={runs}
        place={{ ...place, change: (changes) => setPlace((now) => ({ ...now, ...changes })) }}
      />
    </dialog>
  );
}
