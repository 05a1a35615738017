import type { ReactNode } from "react";

/** A part of a page under a heading of its own. */
export function Panel({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="min-w-0">
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold text-body">{title}</h2>
        {note && <span className="text-small text-soft">{note}</span>}
      </div>
      {children}
    </section>
  );
}
