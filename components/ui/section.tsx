import { type ReactNode, useId } from "react";

/** A part of a detail under a heading of its own. */
export function Section({
  title,
  note,
  children,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {note && <span className="text-small text-soft tabular-nums">{note}</span>}
      </div>
      {children}
    </section>
  );
}
