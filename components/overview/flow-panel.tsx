import { Sparkline } from "@/components/charts/sparkline";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Figure, Unknown } from "@/components/ui/stat";
import { formatBytes, formatBytesText } from "@/lib/format/bytes";
import { formatExact, formatRate } from "@/lib/format/number";
import type { RatePoint } from "@/lib/model/series";
import type { FlowRates } from "@/lib/queries/vitals";

const spanMs = 5 * 60_000;

/** Whether messages flow: four rates, each with its last five minutes. */
export function FlowPanel({ flow }: { flow: FlowRates | undefined }) {
  const whole = flow?.of === "account" ? "this account, last 5 min" : "whole server, last 5 min";
  return (
    <Panel title="Flow" note={flow && whole}>
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 border-line border-t pt-3 lg:grid-cols-4">
        <Messages label="Messages in" points={flow?.inMessages} />
        <Messages label="Messages out" points={flow?.outMessages} />
        <Bytes label="Bytes in" points={flow?.inBytes} />
        <Bytes label="Bytes out" points={flow?.outBytes} />
      </div>
    </Panel>
  );
}

function Messages({ label, points }: { label: string; points: RatePoint[] | undefined }) {
  return (
    <Rate
      label={label}
      points={points}
      show={(perSec) => ({ value: formatRate(perSec), unit: "/s" })}
      text={(perSec) => `${formatRate(perSec)} a second`}
    />
  );
}

function Bytes({ label, points }: { label: string; points: RatePoint[] | undefined }) {
  return (
    <Rate
      label={label}
      points={points}
      show={(perSec) => {
        const { value, unit } = formatBytes(perSec);
        return { value, unit: `${unit}/s` };
      }}
      text={(perSec) => `${formatBytesText(perSec)} a second`}
    />
  );
}

type RateProps = {
  label: string;
  points: RatePoint[] | undefined;
  show: (perSec: number) => { value: string; unit: string };
  text: (perSec: number) => string;
};

function Rate({ label, points, show, text }: RateProps) {
  const now = points?.at(-1)?.perSec;
  if (points === undefined || points.length === 0) {
    return (
      <div>
        <Figure label={label} value={<Skeleton className="h-6 w-20 align-middle" />} />
        <div className="mt-1 h-10" />
      </div>
    );
  }
  return (
    <div className="min-w-0">
      {typeof now === "number" ? (
        <Figure label={label} {...show(now)} exact={`${formatExact(now)} a second`} />
      ) : (
        <Figure label={label} value={<Unknown />} />
      )}
      <Sparkline
        className="mt-1 h-10"
        label={label}
        spanMs={spanMs}
        format={text}
        points={points.map(({ atMs, perSec }) => ({ atMs, value: perSec }))}
      />
    </div>
  );
}
