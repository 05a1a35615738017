"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { SubjectField } from "@/components/ui/subject-field";
import { TextField } from "@/components/ui/text-field";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { grantOf } from "@/lib/roles/grant";
import { mostSubjects } from "@/lib/url/tail";

/** What may be listened to. */
export const subjectRules = { wildcards: true, reserved: true };

type Props = {
  connectionId: string;
  subjects: readonly string[];
  onSubjects: (subjects: readonly string[]) => void;
  queue: string | undefined;
  onQueue: (queue: string | undefined) => void;
};

/** What is listened to, and, for who needs it, as a member of a queue group. */
export function TailSubjects({ connectionId, subjects, onSubjects, queue, onQueue }: Props) {
  const known = useKnownSubjects(connectionId);
  const tooMany = subjects.length > mostSubjects;
  return (
    <div className="mb-5 grid gap-1">
      <SubjectField
        label="Subjects"
        value={subjects}
        onChange={onSubjects}
        rules={subjectRules}
        known={known}
        placeholder="orders.> or telemetry.*.temperature"
        error={tooMany ? `The first ${mostSubjects} are listened to, the others not.` : undefined}
      />
      <QueueGroup connectionId={connectionId} queue={queue} onQueue={onQueue} />
    </div>
  );
}

type QueueProps = Pick<Props, "connectionId" | "queue" | "onQueue">;

function QueueGroup({ connectionId, queue, onQueue }: QueueProps) {
  const access = useConnection(connectionId)?.access;
  const [draft, setDraft] = useState("");
  const reason =
    access && !grantOf(access).queues
      ? `The role here, ${access.role}${access.readOnly ? ", on a connection that is read-only," : ""} may not join a queue group: it would take messages away from those who work on them.`
      : undefined;
  if (queue !== undefined) {
    return (
      <p className="flex flex-wrap items-center gap-x-3 text-small">
        <span className="text-attention">
          Member of queue group <span className="font-mono">{queue}</span>: what comes here, its
          other members do not get.
        </span>
        <Button kind="quiet" onClick={() => onQueue(undefined)}>
          Leave queue group
        </Button>
      </p>
    );
  }
  return (
    <details className="text-small">
      <summary className="inline-block cursor-pointer py-1 text-soft hover:text-ink">
        Queue group: none
      </summary>
      <div className="mt-1 grid max-w-xl gap-2">
        <p className="text-attention">
          NATS gives each message to one member of a group. As long as this tail is in it, the
          messages that come here are taken away from the group's workers, and nobody works on them.
        </p>
        <div className="flex flex-wrap items-end gap-2">
          <div className="min-w-48 flex-1">
            <TextField
              label="Queue group"
              value={draft}
              onChange={setDraft}
              className="font-mono"
              error={/\s/.test(draft.trim()) ? "A queue group's name has no spaces." : undefined}
            />
          </div>
          <Button
            kind="danger"
            reason={reason ?? (/^\S+$/.test(draft.trim()) ? undefined : "Give the group's name.")}
            onClick={() => onQueue(draft.trim())}
          >
            Join queue group
          </Button>
        </div>
      </div>
    </details>
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
