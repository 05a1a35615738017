import type { ReactNode } from "react";

type Props = { label: string; value: ReactNode; unit?: string; exact?: string };

/** One fact of a list: its name, its value with a faint unit, the exact value on hover. */
export function Fact({ label, value, unit, exact }: Props) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-line border-b py-1.5 last:border-b-0">
      <dt className="text-small text-soft">{label}</dt>
      <dd className="text-right tabular-nums" title={exact}>
        {value}
        {unit && <span className="ml-1 text-small text-soft">{unit}</span>}
      </dd>
    </div>
  );
}

/** A figure that stands for itself, large. */
export function Figure({ label, value, unit, exact }: Props) {
  return (
    <div>
      <div className="text-small text-soft">{label}</div>
      <div className="font-medium text-figure tabular-nums tracking-tight" title={exact}>
        {value}
        {unit && (
          <span className="ml-1.5 font-normal text-small text-soft tracking-normal">{unit}</span>
        )}
      </div>
    </div>
  );
}

/** What stands where a value is not known: other than zero, and said to those who hear the page. */
export function Unknown() {
  return (
    <span className="text-soft">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not known</span>
    </span>
  );
}
