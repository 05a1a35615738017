"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { JobHolder } from "@/components/ui/use-job";
import { makeValues } from "@/lib/format/generated-values";
import type { OutgoingMessage, PublishOutcome } from "@/lib/model/publish";
import { publishMessage, startPublishing } from "@/lib/queries/publish";
import { AckFields } from "./ack-fields";
import { type Command, publishCommand } from "./cli-words";
import { CommandNote } from "./command-note";
import { fillMessage } from "./fill-message";
import type { Form } from "./form";
import { InSight } from "./in-sight";
import { ManyFields } from "./many-fields";
import { MessageFields } from "./message-fields";
import { PublishResult } from "./publish-result";
import { SendBar } from "./send-bar";
import { SendForm } from "./send-form";
import { SendingView } from "./sending-view";
import { TallyReport } from "./tally-report";
import { toRun, toTemplate } from "./to-message";
import { useTtlSupport } from "./ttl-support";
import { useSure } from "./use-sure";

/** What was sent, and what became of it once that is known. */
type Sent = {
  message: OutgoingMessage;
  awaitsAck: boolean;
  outcome?: PublishOutcome;
};

/** Publishes one message or many; those go on when another form is shown. */
export function PublishForm({ form, sending }: { form: Form; sending: JobHolder }) {
  const { connectionId, connection, place } = form;
  const ttl = useTtlSupport(connectionId);
  const draft = ttl.isThere ? form.draft : { ...form.draft, ttl: "" };
  const [sent, setSent] = useState<Sent>();
  const [command, setCommand] = useState<Command>();
  const sure = useSure(connection, "Publish");
  const { job, run } = sending;
  const isBusy = job?.state === "running" || (sent !== undefined && sent.outcome === undefined);

  const sendOne = async (message: OutgoingMessage, awaitsAck: boolean) => {
    setSent({ message, awaitsAck });
    const outcome = await publishMessage(connectionId, message, awaitsAck);
    setSent({ message, awaitsAck, outcome });
  };
  const sendMany = () => {
    setSent(undefined);
    const plan = toRun(place.subject, draft);
    const title = `Publish to ${place.subject}`;
    run({ title, unit: "messages", totalUnits: plan.count }, async ({ signal, tell }) => {
      const { done, stop } = startPublishing(connectionId, plan, (tally) => tell(tally.sent));
      signal.addEventListener("abort", stop);
      const reading = await done;
      if (reading.ok) tell(reading.value.sent);
      const { count, awaitsAck } = plan;
      const report = <TallyReport reading={reading} count={count} awaitsAck={awaitsAck} />;
      // What came of it is shown either way; with nothing taken, the job has failed.
      return reading.ok && reading.value.taken > 0 ? report : Promise.reject(report);
    });
  };
  const send = () => {
    if (isBusy) return;
    form.keep();
    const values = makeValues(1);
    setCommand(publishCommand(place.subject, draft, values));
    if (draft.count !== "1") sendMany();
    else void sendOne(fillMessage(toTemplate(place.subject, draft), values), draft.awaitsAck);
  };
  return (
    <>
      <SendForm label="Publish" form={form} onSend={() => sure.guard(send)}>
        <MessageFields form={form}>
          {!draft.awaitsAck && (
            <TextField
              label="Reply subject"
              hint="Where an answer would go; empty for none."
              value={draft.reply}
              onChange={(reply) => form.change({ reply: reply.trim() })}
              className="font-mono text-small"
            />
          )}
        </MessageFields>
        <AckFields form={form} ttl={ttl} />
        <ManyFields form={form} />
        <SendBar form={form} verb="Publish" isBusy={isBusy}>
          <span className="text-small text-soft max-sm:hidden">Ctrl or ⌘ Enter</span>
        </SendBar>
      </SendForm>
      <SendingView sending={sending} />
      {sent?.outcome && (
        <InSight>
          <PublishResult outcome={sent.outcome} message={sent.message}>
            {sent.outcome.state === "unknown" && (
              <Button onClick={() => void sendOne(sent.message, sent.awaitsAck)}>
                Send the same message again
              </Button>
            )}
          </PublishResult>
        </InSight>
      )}
      {command && <CommandNote command={command} />}
      {sure.dialog}
    </>
  );
}
