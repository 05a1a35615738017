"use client";

import type { ReactNode } from "react";
import { LimitBar } from "@/components/ui/limit-bar";
import { Fact, Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { StreamRow } from "@/lib/model/streams";

const retentions = {
  limits: "kept until a limit",
  interest: "kept while consumers want them",
  workqueue: "kept until one consumer has them",
};

/** What a stream holds, how much of its limits that is, and who holds it. */
export function StreamFacts({ row, ageMs }: { row: StreamRow; ageMs: number | undefined }) {
  const format = useFormat();
  const size = format.bytes(row.bytes);
  return (
    <div className="border-line border-t">
      <dl>
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
        <Fact
          label="Messages"
          value={format.count(row.messages)}
          exact={`${format.exact(row.messages)}, sequences ${row.firstSequence} to ${row.lastSequence}`}
        />
        <Fact label="Size" {...size} exact={`${format.exact(row.bytes)} bytes`} />
        <Fact
          label="Messages in"
          value={row.inRate === null ? <Unknown /> : format.rate(row.inRate)}
          unit="/s"
        />
        <Fact label="Last message" value={ageMs === undefined ? "never" : format.age(ageMs)} />
        {row.subjectCount !== undefined && (
          <Fact label="Subjects stored" value={format.count(row.subjectCount)} />
        )}
        <Fact label="Consumers" value={format.count(row.consumers)} />
        <Fact label="Retention" value={retentions[row.retention]} />
        <Fact label="Storage" value={row.storage === "file" ? "in files" : "in memory"} />
        <Group row={row} />
        {row.mirrorOf !== undefined && <Fact label="Mirror of" value={row.mirrorOf} />}
        {row.sources && <Fact label="Sources" value={row.sources.join(", ")} />}
        <Kept row={row} />
      </dl>
      <Limits row={row} />
    </div>
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

function Kept({ row }: { row: StreamRow }) {
  const format = useFormat();
  return (
    <>
      {row.maxAgeMs !== undefined && (
        <Fact label="Messages are kept for" value={format.duration(row.maxAgeMs)} />
      )}
      {row.maxMessagesPerSubject !== undefined && (
        <Fact label="Kept per subject" value={format.exact(row.maxMessagesPerSubject)} />
      )}
    </>
  );
}

function Limits({ row }: { row: StreamRow }) {
  const format = useFormat();
  const atLimit = row.discard === "new" ? "then new messages are refused" : "then the oldest go";
  return (
    <>
      {row.maxMessages !== undefined && (
        <Row>
          <LimitBar
            label="Messages kept"
            share={Number(row.messages) / Number(row.maxMessages)}
            used={format.exact(row.messages)}
            limit={format.exact(row.maxMessages)}
          />
          <p className="text-small text-soft">{atLimit}</p>
        </Row>
      )}
      {row.maxBytes !== undefined && (
        <Row>
          <LimitBar
            label="Bytes kept"
            share={Number(row.bytes) / Number(row.maxBytes)}
            used={format.bytesText(row.bytes)}
            limit={format.bytesText(row.maxBytes)}
          />
          <p className="text-small text-soft">{atLimit}</p>
        </Row>
      )}
    </>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="border-line border-t py-2">{children}</div>;
}
