"use client";

import { CheckField } from "@/components/ui/check-field";
import { TextField } from "@/components/ui/text-field";
import { sequenceFault, ttlFault } from "./check-form";
import type { Form } from "./form";
import type { TtlSupport } from "./ttl-support";

/** Whether a stream is to acknowledge, and under which conditions it takes the message. */
export function AckFields({ form, ttl }: { form: Form; ttl: TtlSupport }) {
  const { draft, change } = form;
  const { expectedLastSequence, expectedLastSubjectSequence } = draft;
  return (
    <div className="grid gap-3">
      <CheckField
        label="Wait for the stream's acknowledgement"
        hint="JetStream: says which stream stored it, and where. Without, core NATS delivers it to whoever listens."
        isChecked={draft.awaitsAck}
        onChange={(awaitsAck) => change({ awaitsAck })}
      />
      {draft.awaitsAck && (
        <div className="grid items-start gap-3 @xl:grid-cols-2 sm:pl-6.5">
          <TextField
            label="Nats-Msg-Id"
            hint="The stream stores one message of an id within its duplicate window."
            value={draft.messageId}
            onChange={(messageId) => change({ messageId })}
            className="font-mono text-small"
          />
          <TextField
            label="Nats-Expected-Stream"
            hint="Stored only if this stream takes it."
            value={draft.expectedStream}
            onChange={(expectedStream) => change({ expectedStream })}
            className="font-mono text-small"
          />
          <TextField
            label="Nats-Expected-Last-Sequence"
            hint="Stored only if this is the stream's last sequence."
            error={sequenceFault(expectedLastSequence)}
            inputMode="numeric"
            value={expectedLastSequence}
            onChange={(sequence) => change({ expectedLastSequence: sequence.trim() })}
            className="font-mono text-small"
          />
          <TextField
            label="Nats-Expected-Last-Subject-Sequence"
            hint="Stored only if this is the subject's last sequence; 0 for its first message."
            error={sequenceFault(expectedLastSubjectSequence)}
            inputMode="numeric"
            value={expectedLastSubjectSequence}
            onChange={(sequence) => change({ expectedLastSubjectSequence: sequence.trim() })}
            className="font-mono text-small"
          />
          <TextField
            label="Nats-TTL"
            hint={
              ttl.isThere
                ? "How long it is kept: 30s, 1h, never. The stream needs allow_msg_ttl."
                : `Needs NATS 2.11; this server is ${ttl.version || "not known yet"}.`
            }
            error={ttl.isThere ? ttlFault(draft.ttl) : undefined}
            disabled={!ttl.isThere}
            value={ttl.isThere ? draft.ttl : ""}
            onChange={(lifetime) => change({ ttl: lifetime.trim() })}
            className="font-mono text-small disabled:bg-hover disabled:text-soft"
          />
        </div>
      )}
    </div>
  );
}
