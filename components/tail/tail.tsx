"use client";

import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { Problem } from "@/components/ui/problem";
import { Split } from "@/components/ui/split";
import { describeError } from "@/lib/errors/describe-error";
import { checkSubject } from "@/lib/format/subject";
import type { TailFrom, TailOrder, TailSettings, TailView } from "@/lib/model/tail";
import { mostSubjects, tailParams } from "@/lib/url/tail";
import { TailBar } from "./tail-bar";
import { TailChart } from "./tail-chart";
import { TailFigures } from "./tail-figures";
import type { From } from "./tail-from";
import { TailHead } from "./tail-head";
import { TailList } from "./tail-list";
import { TailNotes } from "./tail-notes";
import { TailNothing } from "./tail-nothing";
import { subjectRules, TailSubjects } from "./tail-subjects";
import { TailTree } from "./tail-tree";
import { useTail } from "./use-tail";
import { useTailDetail } from "./use-tail-detail";

type Rows = Pick<TailView, "anchorNo" | "first" | "count">;

const firstRows: Rows = { anchorNo: undefined, first: 0, count: 60 };

/** What flows now: every message counted, the newest listed, one of them beside the list. */
export function Tail({ connectionId }: { connectionId: string }) {
  const [params, setParams] = useQueryStates(tailParams);
  const [queue, setQueue] = useState<string>();
  const [isPaused, setPaused] = useState(false);
  const [rows, setRows] = useState(firstRows);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [branch, setBranch] = useState<string>();
  const [openNo, setOpenNo] = useState<number>();
  const { subject: subjects, q, by, noise, keep, stream, seq, time } = params;
  const order = useMemo((): TailOrder => {
    const from = toFrom({ stream, seq, time });
    const usable = subjects.filter(isUsable).slice(0, mostSubjects);
    return { subjects: usable, ...(from ? { from } : { queue }) };
  }, [subjects, queue, stream, seq, time]);
  const settings = useMemo(
    (): TailSettings => ({
      filter: q ? { kind: by, text: q } : undefined,
      hidesNoise: !noise,
      keepRows: Number(keep),
      isPaused,
    }),
    [q, by, noise, keep, isPaused],
  );
  const view = useMemo(() => ({ ...rows, open, branch }), [rows, open, branch]);
  const { session, frame, error } = useTail(connectionId, { order, settings, view });
  const detail = useTailDetail({ connectionId, stream: order.from?.stream }, session?.run, openNo);
  const change = (next: readonly string[]) => {
    setOpenNo(undefined);
    setBranch(undefined);
    void setParams({ subject: [...next] });
  };
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <TailHead
        frame={frame}
        session={session}
        isPaused={isPaused}
        onPause={setPaused}
        onClear={() => {
          setOpenNo(undefined);
          session?.clear();
        }}
      />
      <TailSubjects
        connectionId={connectionId}
        subjects={subjects}
        onSubjects={change}
        queue={queue}
        onQueue={setQueue}
        from={{ stream, seq, time }}
        onFrom={(from) => {
          setOpenNo(undefined);
          void setParams(from);
        }}
      />
      {order.subjects.length === 0 ? (
        <TailNothing connectionId={connectionId} onSubject={(one) => change([...subjects, one])} />
      ) : (
        <Split detail={detail} storageKey="tail" onClose={() => setOpenNo(undefined)}>
          <div className="@container grid gap-4">
            {error && <Problem words={describeError(error)} />}
            <TailNotes frame={frame} isJoined={queue !== undefined} />
            <div className="grid gap-x-6 gap-y-3 border-line border-t pt-3 @4xl:grid-cols-[17rem_minmax(0,1fr)]">
              <TailFigures frame={frame} />
              <TailChart frame={frame} />
            </div>
            <div className="grid gap-x-6 gap-y-6 @4xl:grid-cols-[17rem_minmax(0,1fr)]">
              <div className="min-w-0 @4xl:order-last">
                <TailBar
                  filter={{ text: q ?? "", kind: by }}
                  problem={frame?.filterProblem}
                  isNoiseHidden={!noise}
                  keep={keep}
                  onFilter={({ text, kind }) => void setParams({ q: text || null, by: kind })}
                  onNoise={(isHidden) => void setParams({ noise: isHidden ? null : true })}
                  onKeep={(next) => void setParams({ keep: next })}
                />
                <TailList
                  key={session?.run ?? "none"}
                  frame={frame}
                  isPaused={isPaused}
                  openNo={openNo}
                  onOpen={setOpenNo}
                  onLook={setRows}
                />
              </div>
              <TailTree
                frame={frame}
                open={open}
                onOpen={setOpen}
                branch={branch}
                onBranch={setBranch}
              />
            </div>
          </div>
        </Split>
      )}
    </main>
  );
}

/** Where it begins to read; undefined for what flows now. */
function toFrom({ stream, seq, time }: From): TailFrom | undefined {
  if (stream === null) return undefined;
  if (seq !== null) return { stream, at: { sequence: seq } };
  return time === null ? undefined : { stream, at: { timeNs: BigInt(time) * 1_000_000n } };
}

function isUsable(subject: string): boolean {
  return checkSubject(subject, subjectRules) === undefined;
}
