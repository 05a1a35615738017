"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { type Command, replyCommand } from "./cli-words";
import { CommandNote } from "./command-note";
import type { Form } from "./form";
import { MessageFields } from "./message-fields";
import { ResponderView } from "./responder-view";
import { SendBar } from "./send-bar";
import { SendForm } from "./send-form";
import { namedHeaders } from "./to-message";
import type { ResponderHolder } from "./use-responder";
import { useSure } from "./use-sure";

type Props = { form: Form; responder: ResponderHolder };

/** Answers requests on a subject with the same message each time, its values made anew. */
export function RespondForm({ form, responder }: Props) {
  const { connection, place, draft, change } = form;
  const [command, setCommand] = useState<Command>();
  const sure = useSure(connection, "Answer requests");
  const start = () => {
    if (responder.isRunning) return;
    form.keep();
    setCommand(replyCommand(place.subject, draft));
    responder.start({
      subject: place.subject,
      ...(draft.queue === "" ? {} : { queue: draft.queue }),
      headers: namedHeaders(draft),
      payload: draft.file?.bytes ?? draft.payload,
    });
  };
  return (
    <>
      <SendForm label="Respond" form={form} onSend={() => sure.guard(start)}>
        <MessageFields form={form} payload="Answer">
          <TextField
            label="Queue group"
            hint={queueHint(draft.queue)}
            value={draft.queue}
            onChange={(queue) => change({ queue: queue.trim() })}
            className="font-mono text-small"
          />
        </MessageFields>
        <SendBar form={form} verb="Start responder" isBusy={responder.isRunning}>
          {responder.isRunning && <Button onClick={responder.stop}>Stop responder</Button>}
        </SendBar>
      </SendForm>
      <ResponderView holder={responder} />
      {command && <CommandNote command={command} />}
      {sure.dialog}
    </>
  );
}

function queueHint(queue: string): string {
  return queue === ""
    ? "Without one it hears every request, beside those who answer them already."
    : `Takes requests away from the other members of ${queue}: each goes to one of them.`;
}
