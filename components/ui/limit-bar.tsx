type Props = {
  label: string;
  used: string;
  /** In words; none where there is no limit. */
  limit: string | undefined;
  /** 0 to 1; none where there is no limit. */
  share: number | undefined;
};

const attentionFrom = 0.8;
const troubleFrom = 0.95;

/** A use against its limit. */
export function LimitBar({ label, used, limit, share }: Props) {
  const percent = share === undefined ? undefined : Math.min(100, share * 100);
  return (
    <div className="border-line border-b py-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <span className="text-small text-soft">{label}</span>
        <span className="tabular-nums">
          {used}
          <span className="ml-1 text-small text-soft">
            {limit === undefined ? "no limit" : `of ${limit}`}
          </span>
        </span>
      </div>
      {percent !== undefined && (
        <div className="relative mt-1.5 h-1.5 overflow-hidden rounded-full bg-line">
          {/* The real meter carries the meaning; browsers style it too differently to be seen. */}
          <meter aria-label={label} className="sr-only" value={percent} max={100}>
            {used} of {limit}
          </meter>
          <div
            className={`h-full rounded-full ${tone(percent / 100)}`}
            style={{ width: `${Math.max(percent, 0.5)}%` }}
          />
        </div>
      )}
    </div>
  );
}

function tone(share: number): string {
  if (share >= troubleFrom) return "bg-trouble";
  return share >= attentionFrom ? "bg-attention" : "bg-accent";
}
