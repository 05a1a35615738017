"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { EarlyInput } from "./early-input";
import { Sheet } from "./sheet";

type Props = {
  /** What kind of thing is named, for those who don't see where it stands. */
  kind: string;
  name: string;
  face?: ReactNode;
  isCurrent?: boolean;
  /** What can be gone to instead. */
  choices: (finding: Finding) => ReactNode;
};

/** What is typed to find something, and the way out. */
export type Finding = { query: string; onQuery: (query: string) => void; onClose: () => void };

/** A step of the way here, and the switch to another one. */
export function Crumb({ kind, name, face, isCurrent = false, choices }: Props) {
  const [opener, setOpener] = useState<HTMLElement>();
  const [query, setQuery] = useState("");
  const close = () => setOpener(undefined);
  const open = (by: HTMLElement) => {
    setQuery("");
    setOpener(by);
  };
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={opener !== undefined}
        aria-current={isCurrent ? "page" : undefined}
        title={name}
        onClick={(event) => open(event.currentTarget)}
        className="flex h-8 min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover aria-expanded:bg-hover max-md:h-10"
      >
        {face}
        <span className="min-w-0 truncate">
          <span className="sr-only">{kind} </span>
          {name}
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-soft" />
      </button>
      {opener && (
        <Sheet label={`Switch ${kind.toLowerCase()}`} below={opener} onClose={close}>
          <Suspense fallback={<EarlyInput label={kind} query={query} onQuery={setQuery} />}>
            {choices({ query, onQuery: setQuery, onClose: close })}
          </Suspense>
        </Sheet>
      )}
    </>
  );
}
