import { Sparkline, shownSpanMs } from "@/components/charts/sparkline";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { Figure, Unknown } from "@/components/ui/stat";
import { formatBytes, formatBytesText } from "@/lib/format/bytes";
import { formatExact, formatRate } from "@/lib/format/number";
import type { RatePoint } from "@/lib/model/series";
import type { FlowRates } from "@/lib/queries/vitals";

const spanMs = 5 * 60_000;

type Props = {
  flow: FlowRates | undefined;
  /** False where neither the server nor the account tells its counters: the panels beside say why. */
  known: boolean;
};

/** Whether messages flow: four rates, each with its last five minutes. */
export function FlowPanel({ flow, known }: Props) {
  const whose = flow?.of === "account" ? "this account" : "whole server";
  const minutes = Math.floor(shownSpanMs(flow?.inMessages ?? [], spanMs) / 60_000);
  return (
    <Panel title="Flow" note={flow && `${whose}, last ${minutes} min`}>
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 border-line border-t pt-3 lg:grid-cols-4">
        <Messages label="Messages in" points={known ? flow?.inMessages : []} known={known} />
        <Messages label="Messages out" points={known ? flow?.outMessages : []} known={known} />
        <Bytes label="Bytes in" points={known ? flow?.inBytes : []} known={known} />
        <Bytes label="Bytes out" points={known ? flow?.outBytes : []} known={known} />
      </div>
    </Panel>
  );
}

function Messages({ label, points, known }: LineProps) {
  return (
    <Rate
      label={label}
      points={points}
      known={known}
      show={(perSec) => ({ value: formatRate(perSec), unit: "/s" })}
      text={(perSec) => `${formatRate(perSec)} a second`}
    />
  );
}

function Bytes({ label, points, known }: LineProps) {
  return (
    <Rate
      label={label}
      points={points}
      known={known}
      show={(perSec) => {
        const { value, unit } = formatBytes(perSec);
        return { value, unit: `${unit}/s` };
      }}
      text={(perSec) => `${formatBytesText(perSec)} a second`}
    />
  );
}

type LineProps = { label: string; points: RatePoint[] | undefined; known: boolean };

type RateProps = LineProps & {
  show: (perSec: number) => { value: string; unit: string };
  text: (perSec: number) => string;
};

function Rate({ label, points, known, show, text }: RateProps) {
  const now = points?.at(-1)?.perSec;
  if (points === undefined || points.length === 0) {
    const value = known ? <Skeleton className="h-6 w-20 align-middle" /> : <Unknown />;
    return (
      <div>
        <Figure label={label} value={value} />
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
