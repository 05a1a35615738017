import { X } from "lucide-react";

type Props = { subject: string; isWrong: boolean; onRemove: () => void };

/** A subject that was entered, and can be taken out again. */
export function SubjectToken({ subject, isWrong, onRemove }: Props) {
  return (
    <span
      className={`inline-flex h-6 min-w-0 max-w-full items-center rounded-sm pl-1.5 font-mono text-small ${isWrong ? "bg-hover text-trouble line-through" : "bg-hover"}`}
    >
      <bdi className="truncate" title={subject}>
        {subject}
      </bdi>
      <button
        type="button"
        aria-label={`Remove ${subject}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-soft hover:text-ink"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  );
}
