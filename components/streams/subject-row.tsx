"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { MiddleCut } from "@/components/ui/middle-cut";
import { useFormat } from "@/components/ui/use-format";
import type { SubjectBranch } from "@/lib/model/subject-tree";
import { subjectMessagesAddress } from "@/lib/url/streams";

/** So many branches are shown before somebody asks for more. */
export const firstBranches = 250;

type Props = {
  connectionId: string;
  stream: string;
  /** The whole subject down to this token. */
  subject: string;
  branch: SubjectBranch;
  isOpen: boolean;
  onToggle: () => void;
};

/** One token of a subject: what is stored of it and below it, and the way to those messages. */
export function SubjectRow({ connectionId, stream, subject, branch, isOpen, onToggle }: Props) {
  const format = useFormat();
  const { token, messages = 0n, below, subjects } = branch;
  const all = messages + below;
  return (
    <div className="flex min-h-(--row-height,2rem) items-center gap-2 rounded-sm py-0.5 hover:bg-hover">
      {subjects > 0 ? (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-label={`Subjects below ${subject}`}
          onClick={onToggle}
          className="flex min-w-0 items-center gap-1 rounded-sm py-1 pr-2 font-mono text-small max-md:min-h-10"
        >
          <ChevronRight
            aria-hidden="true"
            className={`size-3.5 shrink-0 text-soft ${isOpen ? "rotate-90" : ""}`}
          />
          <MiddleCut text={token} />
        </button>
      ) : (
        <span className="min-w-0 py-1 pl-4.5 font-mono text-small">
          <MiddleCut text={token} />
        </span>
      )}
      {subjects > 0 && (
        <span className="shrink-0 text-small text-soft tabular-nums max-md:hidden">
          {format.count(subjects)} {subjects === 1 ? "subject" : "subjects"}
        </span>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-2 pr-2 text-small tabular-nums">
        {messages > 0n && below > 0n && (
          <Link
            href={subjectMessagesAddress(connectionId, stream, subject)}
            prefetch={false}
            title={`${format.exact(messages)} of ${subject} itself`}
            className="text-soft hover:text-accent max-md:hidden"
          >
            {format.count(messages)} of its own
          </Link>
        )}
        <Link
          href={subjectMessagesAddress(connectionId, stream, below > 0n ? `${subject}.>` : subject)}
          prefetch={false}
          aria-label={`${format.exact(below > 0n ? below : all)} messages of ${below > 0n ? `${subject}.>` : subject}`}
          title={format.exact(below > 0n ? below : all)}
          className="text-accent underline-offset-4 hover:underline"
        >
          {format.count(below > 0n ? below : all)}
        </Link>
      </span>
    </div>
  );
}
