"use client";

import { ArrowLeft, X } from "lucide-react";
import { type CSSProperties, type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";
import { SplitHandle } from "./split-handle";
import { useListShare } from "./split-width";
import { useEscape } from "./use-escape";
import { useHoldPlace } from "./use-hold-place";
import { useIsNarrow } from "./use-is-narrow";

/** What is shown beside the list. */
export type SplitDetail = {
  /** Which of the list's things it is: another one is another opening. */
  id: string;
  title: ReactNode;
  /** What can be done with it, beside its title. */
  actions?: ReactNode;
  content: ReactNode;
};

type Props = {
  /** Nothing while only the list is shown. */
  detail: SplitDetail | undefined;
  onClose: () => void;
  /** Where the width is kept for this tab. */
  storageKey: string;
  /** The list. It stays as it is, and where it was scrolled to, whatever is opened. */
  children: ReactNode;
};

/** A list with one of its things in detail beside it; on a narrow screen the detail covers the list. */
export function Split({ detail, onClose, storageKey, children }: Props) {
  const listId = useId();
  const [share, setShare] = useListShare(storageKey);
  const isNarrow = useIsNarrow();
  const list = useRef<HTMLDivElement>(null);
  const opening = useFocus(detail?.id, list);
  useEscape(onClose, detail !== undefined);
  useHoldPlace(list, detail !== undefined);
  return (
    <div
      className="grid min-w-0 grid-cols-1 md:data-open:grid-cols-[minmax(0,var(--list))_1rem_minmax(0,1fr)]"
      data-open={detail ? "" : undefined}
      style={shareStyle(share)}
    >
      <div
        ref={list}
        id={listId}
        className="min-w-0"
        inert={isNarrow && detail !== undefined}
        {...opening}
      >
        {children}
      </div>
      {detail && (
        <>
          <SplitHandle listId={listId} share={share} onShare={setShare} />
          <Detail key={detail.id} detail={detail} onClose={onClose} />
        </>
      )}
    </div>
  );
}

function shareStyle(share: number): CSSProperties {
  return Object.fromEntries([["--list", `calc(${share}% - 0.5rem)`]]);
}

/** Opened by Enter, the focus moves into the detail; closed, it goes back to the row that it was opened from. */
function useFocus(id: string | undefined, list: { current: HTMLDivElement | null }) {
  const isByEnter = useRef(false);
  const from = useRef<HTMLElement>(undefined);
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (id === last.current) return;
    last.current = id;
    if (id === undefined) {
      if (!isElsewhere(list.current)) focusRow(from.current, list.current);
      return;
    }
    from.current = focusedIn(list.current) ?? from.current;
    // What it covers can't keep the focus.
    if (isByEnter.current || list.current?.inert) {
      list.current?.parentElement
        ?.querySelector<HTMLElement>(":scope > section h2")
        ?.focus({ preventScroll: true });
    }
  }, [id, list]);
  return {
    onPointerDownCapture: () => {
      isByEnter.current = false;
    },
    onKeyDownCapture: ({ key }: { key: string }) => {
      isByEnter.current = key === "Enter";
    },
  };
}

function focusedIn(list: HTMLElement | null): HTMLElement | undefined {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && list?.contains(focused) ? focused : undefined;
}

/** Where somebody has gone on to other things, the focus is left to them. */
function isElsewhere(list: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && !list?.parentElement?.contains(focused);
}

/** The row may have gone meanwhile, or be drawn anew; then what is chosen in the list stands for it. */
function focusRow(row: HTMLElement | undefined, list: HTMLElement | null): void {
  const chosen = list?.querySelector<HTMLElement>("[aria-selected=true], [aria-current=true]");
  const target = row?.isConnected ? row : (chosen ?? undefined);
  target?.focus({ preventScroll: true });
}

function Detail({ detail, onClose }: { detail: SplitDetail; onClose: () => void }) {
  const titleId = useId();
  return (
    <section
      aria-labelledby={titleId}
      className="min-w-0 bg-page max-md:fixed max-md:inset-0 max-md:z-20 max-md:overflow-y-auto max-md:overscroll-contain max-md:px-4 max-md:pb-[calc(1.5rem+var(--tray-foot))] md:sticky md:top-(--split-top,4rem) md:max-h-[calc(100dvh-var(--split-top,4rem)-var(--tray-foot))] md:self-start md:overflow-y-auto md:pl-3"
    >
      <div className="sticky top-0 z-10 -mx-1 mb-4 flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-page px-1 py-2">
        <Button kind="quiet" className="-ml-2 md:hidden" onClick={onClose}>
          <ArrowLeft aria-hidden="true" className="size-4" />
          Back
        </Button>
        <h2
          id={titleId}
          tabIndex={-1}
          className="min-w-0 flex-1 break-words font-semibold text-title outline-none max-md:order-last max-md:basis-full"
        >
          {detail.title}
        </h2>
        <span className="-mr-2 flex items-center gap-1 max-md:ml-auto">
          {detail.actions}
          <Button kind="quiet" className="max-md:hidden" title="Close (Escape)" onClick={onClose}>
            <X aria-hidden="true" className="size-4" />
            Close
          </Button>
        </span>
      </div>
      {detail.content}
    </section>
  );
}
