"use client";

import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { grantOf } from "@/lib/roles/grant";

type Props = {
  connectionId: string;
  queue: string | undefined;
  onQueue: (queue: string | undefined) => void;
};

/** Rarely meant, and never without knowing what it does to others: listening as a member of a group. */
export function QueueGroup({ connectionId, queue, onQueue }: Props) {
  const access = useConnection(connectionId)?.access;
  const [draft, setDraft] = useState("");
  const name = draft.trim();
  const isName = /^\S+$/.test(name);
  const refusal =
    access && !grantOf(access).queues
      ? `The role here, ${access.role}${access.readOnly ? ", on a read-only connection," : ""} may not join a queue group: it would take messages away from those who work on them.`
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
      <summary className="w-fit cursor-pointer py-0.5 text-soft hover:text-ink">
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
              error={/\s/.test(name) ? "A queue group's name has no spaces." : undefined}
            />
          </div>
          <Button
            kind="danger"
            reason={refusal ?? (isName ? undefined : "Give the group's name.")}
            onClick={() => onQueue(name)}
          >
            Join queue group
          </Button>
        </div>
        {refusal && <p className="text-soft">{refusal}</p>}
      </div>
    </details>
  );
}
