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

/** A figure with its change and, below, room for its line; undefined is not known, which is not zero. */
export function Stat({
  label,
  value,
  unit,
  exact,
  trend,
  children,
}: Omit<Props, "value"> & {
  value: string | undefined;
  /** How it changes, signed, and in words without the sign: -12 and "12 /min". */
  trend?: { change: number; words: string } | undefined;
  children?: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <Figure
        label={label}
        value={value ?? <Unknown />}
        {...(value !== undefined && unit !== undefined && { unit })}
        {...(exact !== undefined && { exact })}
      />
      <div className="min-h-[1.125rem] text-small text-soft tabular-nums">
        {value !== undefined && trend && <Trend {...trend} />}
      </div>
      {children && <div className="mt-1">{children}</div>}
    </div>
  );
}

function Trend({ change, words }: { change: number; words: string }) {
  if (change === 0) return "steady";
  const isUp = change > 0;
  return (
    <>
      <span aria-hidden="true">{isUp ? "↗" : "↘"} </span>
      <span className="sr-only">{isUp ? "up " : "down "}</span>
      {words}
    </>
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
