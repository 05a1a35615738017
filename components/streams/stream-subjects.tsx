"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { checkSubject } from "@/lib/format/subject";
import type { SubjectLevel } from "@/lib/model/subject-tree";
import { subjectLevelQuery } from "@/lib/queries/streams";
import { subjectTreeParams } from "@/lib/url/streams";
import { StreamFrame } from "./stream-frame";
import { SubjectBranches } from "./subject-branches";
import { firstBranches } from "./subject-row";
import { SubjectSearch } from "./subject-search";

type Props = { connectionId: string; stream: string };

/** The subjects that a stream holds messages of, as a tree that is read as it is opened. */
export function StreamSubjects({ connectionId, stream }: Props) {
  const [{ under }, change] = useQueryStates(subjectTreeParams);
  const fault = under === null ? undefined : checkUnder(under);
  const start = under === null || fault !== undefined ? "" : under;
  return (
    <StreamFrame connectionId={connectionId} stream={stream} tab="subjects">
      <UnderField
        key={under}
        under={under ?? ""}
        fault={fault}
        onChange={(text) => void change({ under: text || null })}
      />
      <Tree connectionId={connectionId} stream={stream} under={start} />
    </StreamFrame>
  );
}

type UnderProps = { under: string; fault: string | undefined; onChange: (under: string) => void };

function UnderField({ under, fault, onChange }: UnderProps) {
  const [typed, setTyped] = useState(under);
  return (
    <form
      className="mb-3 flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed.trim());
      }}
    >
      <SubjectSearch
        label="Below subject"
        placeholder="orders.eu"
        widthLook="w-64"
        faultId={fault === undefined ? undefined : "under-fault"}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit">Look below</Button>
      {under !== "" && <Button onClick={() => onChange("")}>Show all</Button>}
      {fault !== undefined && (
        <p id="under-fault" className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {fault}
        </p>
      )}
    </form>
  );
}

function checkUnder(under: string): string | undefined {
  return under.endsWith(">")
    ? "All below it is meant anyway: without the >."
    : checkSubject(under, { wildcards: true, reserved: true });
}

type TreeProps = Props & { under: string };

function Tree({ connectionId, stream, under }: TreeProps) {
  const [most, setMost] = useState(firstBranches);
  const query = useQuery(subjectLevelQuery(connectionId, stream, { under, most }));
  const { data, error, isFetching, refetch } = query;
  return (
    <section aria-label="Subjects" className="min-w-0 max-w-5xl">
      {error && <Problem words={describeError(error)} />}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {data && (
        <>
          <div className="mb-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <Summary level={data} under={under} />
            <Button isBusy={isFetching} onClick={() => void refetch()}>
              Read again
            </Button>
          </div>
          {data.branches.length > 0 && (
            <SubjectBranches
              connectionId={connectionId}
              stream={stream}
              under={under}
              level={data}
              onMore={() => setMost(most * 4)}
            />
          )}
        </>
      )}
    </section>
  );
}

function Summary({ level, under }: { level: SubjectLevel; under: string }) {
  const format = useFormat();
  const { subjectCount, lookedAt } = level;
  const where = under === "" ? "" : ` below ${under}`;
  if (subjectCount === 0n) {
    const of = where === "" ? "" : ` of a subject${where}`;
    return <p className="text-soft">No message is stored{of}.</p>;
  }
  const isCapped = subjectCount > BigInt(lookedAt);
  return (
    <p className="min-w-0 break-words text-small text-soft tabular-nums">
      {format.exact(subjectCount)} {subjectCount === 1n ? "subject" : "subjects"}
      {where}
      {isCapped && (
        <span className="text-attention">
          : the first {format.exact(lookedAt)} by their letters were looked at, and the figures are
          of these. Look below a subject to see the others.
        </span>
      )}
    </p>
  );
}
