"use client";

import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { StreamRow } from "@/lib/model/streams";

const retentions = {
  limits: "kept until a limit",
  interest: "kept while consumers want them",
  workqueue: "kept until one consumer has them",
};

/** How a stream is made, and who holds it. */
export function StreamFacts({ row }: { row: StreamRow }) {
  const format = useFormat();
  return (
    <dl className="border-line border-t">
      <Fact
        label="Subjects"
        value={
          row.subjects.length === 0 ? (
            "none of its own"
          ) : (
            <span className="break-words font-mono text-small">{row.subjects.join(", ")}</span>
          )
        }
      />
      {row.subjectCount !== undefined && (
        <Fact label="Subjects stored" value={format.count(row.subjectCount)} />
      )}
      <Fact label="Retention" value={retentions[row.retention]} />
      {row.maxAgeMs !== undefined && (
        <Fact label="Messages are kept for" value={format.duration(row.maxAgeMs)} />
      )}
      {row.maxMessagesPerSubject !== undefined && (
        <Fact label="Kept per subject" value={format.exact(row.maxMessagesPerSubject)} />
      )}
      <Fact label="Storage" value={row.storage === "file" ? "in files" : "in memory"} />
      <Group row={row} />
      {row.mirrorOf !== undefined && <Fact label="Mirror of" value={row.mirrorOf} />}
      {row.sources && <Fact label="Sources" value={row.sources.join(", ")} />}
    </dl>
  );
}

function Group({ row: { group, replicas } }: { row: StreamRow }) {
  if (!group) return <Fact label="Replicas" value={replicas} />;
  const late = group.followers.filter(({ isCurrent, isOffline }) => isOffline || !isCurrent);
  const followers = group.followers.map(({ name, isOffline, isCurrent }) => {
    if (isOffline) return `${name} (offline)`;
    return isCurrent ? name : `${name} (behind)`;
  });
  return (
    <>
      <Fact
        label="Leader"
        value={group.leader ?? <span className="text-attention">being elected</span>}
      />
      <Fact
        label="Replicas"
        value={
          <span className={late.length > 0 ? "text-attention" : ""}>
            {replicas}
            {followers.length > 0 && `, also on ${followers.join(", ")}`}
          </span>
        }
      />
    </>
  );
}
