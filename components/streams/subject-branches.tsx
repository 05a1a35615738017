"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { SubjectBranch, SubjectLevel } from "@/lib/model/subject-tree";
import { subjectLevelQuery } from "@/lib/queries/streams";
import { firstBranches, SubjectRow } from "./subject-row";

type Props = {
  connectionId: string;
  stream: string;
  under: string;
  level: SubjectLevel;
  onMore: () => void;
};

/** The branches of one subject; each is read when it is opened. */
export function SubjectBranches({ connectionId, stream, under, level, onMore }: Props) {
  const format = useFormat();
  const left = level.branchCount - level.branches.length;
  return (
    <ul
      aria-label={under === "" ? "Subjects" : `Below ${under}`}
      className={under === "" ? "border-line border-t" : "ml-3 border-line border-l pl-2"}
    >
      {level.branches.map((branch) => (
        <Branch
          key={branch.token}
          connectionId={connectionId}
          stream={stream}
          subject={under === "" ? branch.token : `${under}.${branch.token}`}
          branch={branch}
          isOnly={level.branchCount === 1}
        />
      ))}
      {left > 0 && (
        <li className="py-1.5">
          <Button kind="quiet" onClick={onMore}>
            Show more: {format.exact(left)} left
          </Button>
        </li>
      )}
    </ul>
  );
}

type BranchProps = {
  connectionId: string;
  stream: string;
  subject: string;
  branch: SubjectBranch;
  /** There is nothing else to choose: it stands open. */
  isOnly: boolean;
};

function Branch({ connectionId, stream, subject, branch, isOnly }: BranchProps) {
  const [isOpen, setOpen] = useState(isOnly && branch.subjects > 0);
  return (
    <li>
      <SubjectRow
        connectionId={connectionId}
        stream={stream}
        subject={subject}
        branch={branch}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      {isOpen && <Below connectionId={connectionId} stream={stream} subject={subject} />}
    </li>
  );
}

function Below({ connectionId, stream, subject }: Omit<BranchProps, "branch" | "isOnly">) {
  const [most, setMost] = useState(firstBranches);
  const { data, error } = useQuery(
    subjectLevelQuery(connectionId, stream, { under: subject, most }),
  );
  if (!data) {
    return error ? (
      <Problem words={describeError(error)} />
    ) : (
      <p role="status" className="py-1 pl-8 text-small text-soft">
        Reading
      </p>
    );
  }
  return (
    <SubjectBranches
      connectionId={connectionId}
      stream={stream}
      under={subject}
      level={data}
      onMore={() => setMost(most * 4)}
    />
  );
}
