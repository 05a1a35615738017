"use client";

import type { ReactNode } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { type BulkJob, type BulkPlan, type BulkTally, bulkFates } from "@/lib/model/kv-bulk";
import { BulkProgress } from "./bulk-progress";
import { type BulkPart, BulkRows } from "./bulk-rows";
import { fateHeads, keysWords, reportWords, toWrite, verbs } from "./bulk-words";
import type { Bulk } from "./use-bulk";

type Props = {
  connectionId: string;
  bulk: Bulk;
  kind: BulkJob["kind"];
  title: string;
  /** Whether what stands there already is written over. */
  isOverwriting: boolean;
  /** Said between the counts and the keys: what can still be chosen, and the same by commands. */
  children?: ReactNode;
  onClose: (wasRun: boolean) => void;
};

/** A job from its plan to its report. */
export function BulkSteps(props: Props) {
  const { bulk } = props;
  const { state } = bulk;
  if (state.step === "reading") return <Reading {...props} />;
  if (state.step === "planned") return <Planned {...props} plan={state.plan} />;
  if (state.step === "running" || state.step === "ended") return <Running {...props} />;
  return null;
}

function Reading({ bulk: { state, stop }, onClose }: Props) {
  const format = useFormat();
  if (state.step !== "reading") return null;
  const { looked, of } = state.reading;
  const end = of === undefined ? "" : ` of ${format.exact(of)}`;
  return (
    <div className="mt-4 grid gap-4">
      <p role="status" className="text-soft tabular-nums">
        Looking at the keys: {format.exact(looked)}
        {end}. Nothing is sent yet.
      </p>
      <progress
        aria-label="Looking at the keys"
        value={of === undefined ? undefined : looked}
        max={of || undefined}
        className="h-1 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={stop}>Stop</Button>
        <Button onClick={() => onClose(false)}>Cancel</Button>
      </div>
    </div>
  );
}

const destructive: readonly BulkJob["kind"][] = ["delete", "purge"];

function Planned(props: Props & { plan: BulkPlan }) {
  const { connectionId, bulk, kind, title, isOverwriting, children, plan, onClose } = props;
  const format = useFormat();
  const count = toWrite(plan, isOverwriting);
  const button = `${verbs[kind]} ${keysWords(count, format)}`;
  const production = useProduction(connectionId, { does: "send these writes" });
  const nothing = count === 0 ? "There is nothing to write." : undefined;
  const error = bulk.state.step === "planned" ? bulk.state.error : undefined;
  return (
    <div className="mt-3 grid gap-4">
      <p className="tabular-nums">{countWords(plan, isOverwriting, format.exact)}</p>
      {children}
      <BulkRows
        session={bulk.session}
        parts={toParts(plan)}
        isFile={kind === "import"}
        fileName={`${title} plan`}
      />
      <p className="text-small text-soft">
        Each write is compared with the revision that was seen here: a key that changes meanwhile is
        left as it is, and told.
      </p>
      {production.check}
      {error && <Problem words={describeError(error)} />}
      <div className="flex justify-end gap-2">
        <Button onClick={() => onClose(false)}>Cancel</Button>
        <Button
          kind={destructive.includes(kind) ? "danger" : "primary"}
          reason={nothing ?? production.reason}
          onClick={() => bulk.run(isOverwriting)}
        >
          {button}
        </Button>
      </div>
    </div>
  );
}

function Running({ bulk, kind, title, onClose }: Props) {
  const format = useFormat();
  const { state, session, stop } = bulk;
  const tally = state.step === "ended" ? state.tally : undefined;
  const report = tally ? reportWords(kind, tally, format) : "";
  return (
    <div className="mt-3 grid gap-4">
      <BulkProgress title={title} state={state} report={report} onCancel={stop} />
      {state.step === "running" && state.tally !== undefined && (
        <p className="text-small text-soft tabular-nums">
          {format.exact(state.tally.done)} done · {format.exact(state.tally.failed)} failed ·{" "}
          {format.exact(state.tally.left)} left
        </p>
      )}
      {tally && (
        <BulkRows
          session={session}
          parts={toReport(tally)}
          isFile={kind === "import"}
          fileName={`${title} report`}
        />
      )}
      {tally && (
        <div className="flex justify-end">
          <Button kind="primary" onClick={() => onClose(true)}>
            Close
          </Button>
        </div>
      )}
    </div>
  );
}

function toParts({ counts }: BulkPlan): BulkPart[] {
  return bulkFates.map((which) => ({ which, label: fateHeads[which], count: counts[which] }));
}

function toReport({ failed, left, done }: BulkTally): BulkPart[] {
  return [
    { which: "failed", label: "Failed", count: failed },
    { which: "left", label: "Not sent", count: left },
    { which: "done", label: "Done", count: done },
  ];
}

/** Every key is in one of the parts. */
function countWords(
  { counts }: BulkPlan,
  isOverwriting: boolean,
  exact: (count: number) => string,
): string {
  const would = (["created", "changed", "deleted", "purged"] as const)
    .filter((fate) => counts[fate] > 0 && (isOverwriting || fate === "created"))
    .map((fate) => `${exact(counts[fate])} would be ${fate}`);
  const over = isOverwriting ? 0 : counts.changed + counts.deleted + counts.purged;
  const left = counts.same + over;
  const parts = [
    ...would,
    ...(left > 0 ? [`${exact(left)} left as they are`] : []),
    ...(counts.refused > 0 ? [`${exact(counts.refused)} refused`] : []),
  ];
  return parts.length === 0 ? "No key was found." : `${parts.join(", ")}.`;
}
