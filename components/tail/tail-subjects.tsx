"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { SubjectField } from "@/components/ui/subject-field";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { mostSubjects } from "@/lib/url/tail";
import { QueueGroup } from "./queue-group";
import { type From, TailFrom } from "./tail-from";

/** What may be listened to. */
export const subjectRules = { wildcards: true, reserved: true };

type Props = {
  connectionId: string;
  subjects: readonly string[];
  onSubjects: (subjects: readonly string[]) => void;
  queue: string | undefined;
  onQueue: (queue: string | undefined) => void;
  from: From;
  onFrom: (from: From) => void;
};

/** What is listened to, from when on, and, for who needs it, as a member of a queue group. */
export function TailSubjects(props: Props) {
  const { connectionId, subjects, onSubjects, queue, onQueue, from, onFrom } = props;
  const known = useKnownSubjects(connectionId);
  const tooMany = subjects.length > mostSubjects;
  return (
    <div className="mb-4 grid gap-2">
      <SubjectField
        label="Subjects"
        value={subjects}
        onChange={onSubjects}
        rules={subjectRules}
        known={known}
        placeholder="orders.> or telemetry.*.temperature"
        error={tooMany ? `The first ${mostSubjects} are listened to, the others not.` : undefined}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
        {subjects.length > 0 && queue === undefined && (
          <TailFrom
            // Another place from the address is typed anew.
            key={`${from.stream} ${from.seq} ${from.time}`}
            {...{ connectionId, subjects, from, onFrom }}
          />
        )}
        {from.stream === null && (
          <QueueGroup connectionId={connectionId} queue={queue} onQueue={onQueue} />
        )}
      </div>
    </div>
  );
}

/** Subjects of streams, and those that the connection's readers may tail. */
function useKnownSubjects(connectionId: string): string[] {
  const streams = useQuery(snapshotQuery(connectionId)).data?.snapshot?.streams.value;
  const tailSubjects = useConnection(connectionId)?.access.tailSubjects;
  return useMemo(() => {
    const stored = streams?.flatMap(({ subjects }) => subjects) ?? [];
    return [...new Set([...(tailSubjects ?? []), ...stored])];
  }, [streams, tailSubjects]);
}
