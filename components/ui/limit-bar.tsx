type Props = {
  label: string;
  used: string;
  /** In words; none where there is no limit. */
  limit: string | undefined;
  /** 0 to 1; none where there is no limit. */
  share: number | undefined;
  /** When it will be full, in words. */
  forecast?: string | undefined;
  /** Every digit, on hover. */
  exact?: string | undefined;
  /** Being full is how it is meant to be, as where the oldest make room. */
  isCalm?: boolean;
};

const attentionFrom = 0.8;
const troubleFrom = 0.95;

/** A use against its limit, with where it begins to matter and when it will be full. */
export function LimitBar({ label, used, limit, share, forecast, exact, isCalm = false }: Props) {
  const percent = share === undefined ? undefined : Math.min(100, Math.max(0, share * 100));
  const note = [isCalm ? undefined : words(share), forecast].filter(Boolean).join(", ");
  return (
    <div className="border-line border-b py-1.5" title={exact}>
      <div className="flex items-baseline justify-between gap-4">
        <span className="text-small text-soft">{label}</span>
        <span className="text-right tabular-nums">
          {used}
          <span className="ml-1 text-small text-soft">
            {limit === undefined ? "no limit" : `of ${limit}`}
          </span>
        </span>
      </div>
      {percent !== undefined && (
        <div className="relative mt-1.5 h-1.5 overflow-hidden rounded-full bg-line">
          {/* The real meter carries the meaning; browsers style it too differently to be seen. */}
          <meter
            aria-label={label}
            className="sr-only"
            value={percent}
            max={100}
            aria-valuetext={`${used} of ${limit ?? ""}`}
          >
            {used} of {limit}
          </meter>
          <div
            className={`h-full rounded-full ${isCalm ? "bg-accent" : tone(percent / 100)}`}
            style={{ width: `${percent === 0 ? 0 : Math.max(percent, 0.5)}%` }}
          />
          {(isCalm ? [] : [attentionFrom, troubleFrom]).map((at) => (
            <span
              key={at}
              aria-hidden="true"
              data-mark={at}
              className="absolute top-0 h-full w-px bg-page"
              style={{ left: `${at * 100}%` }}
            />
          ))}
        </div>
      )}
      {note && <p className="mt-1 text-small text-soft">{note}</p>}
    </div>
  );
}

// The colour alone says nothing to those who do not see it.
function words(share: number | undefined): string | undefined {
  if (share === undefined || share < attentionFrom) return undefined;
  if (share >= 1) return "full";
  return share >= troubleFrom ? "almost full" : "filling up";
}

function tone(share: number): string {
  if (share >= troubleFrom) return "bg-trouble";
  return share >= attentionFrom ? "bg-attention" : "bg-accent";
}
