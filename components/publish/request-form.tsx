"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { DurationField } from "@/components/ui/duration-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { Reading } from "@/lib/errors/app-error";
import { makeValues } from "@/lib/format/generated-values";
import type { RequestAnswer, RequestEnd } from "@/lib/model/publish";
import { startRequest } from "@/lib/queries/publish";
import { countFault } from "./check-form";
import { type Command, requestCommand } from "./cli-words";
import { CommandNote } from "./command-note";
import { fillMessage } from "./fill-message";
import type { Form } from "./form";
import { InSight } from "./in-sight";
import { MessageFields } from "./message-fields";
import { RequestResult } from "./request-result";
import { SendBar } from "./send-bar";
import { SendForm } from "./send-form";
import { toGathering, toTemplate } from "./to-message";
import { useSure } from "./use-sure";

const ways = [
  { value: "first", label: "The first answer" },
  { value: "count", label: "So many answers" },
  { value: "silence", label: "Until it is quiet" },
  { value: "time", label: "All until the timeout" },
] as const;

/** Sends a request and shows each answer as it comes. */
export function RequestForm({ form }: { form: Form }) {
  const { connectionId, connection, place, draft, change } = form;
  const [answers, setAnswers] = useState<RequestAnswer[]>();
  const [end, setEnd] = useState<Reading<RequestEnd>>();
  const [command, setCommand] = useState<Command>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const sure = useSure(connection, "Send the request");
  const isRunning = answers !== undefined && end === undefined;

  const send = async () => {
    if (isRunning) return;
    form.keep();
    const values = makeValues(1);
    setCommand(requestCommand(place.subject, draft, values));
    setAnswers([]);
    setEnd(undefined);
    const template = toTemplate(place.subject, { ...draft, awaitsAck: false, reply: "" });
    const plan = { message: fillMessage(template, values), ...toGathering(draft) };
    const running = startRequest(connectionId, plan, (answer) =>
      setAnswers((now = []) => [...now, answer]),
    );
    stop.current = running.stop;
    setEnd(await running.done);
  };
  return (
    <>
      <SendForm label="Request" form={form} onSend={() => sure.guard(() => void send())}>
        <MessageFields form={form} />
        <div className="grid max-w-2xl items-start gap-3 @xl:grid-cols-3">
          <SelectField
            label="Wait for"
            value={ways.find(({ value }) => value === draft.gathers)?.value ?? "first"}
            choices={ways}
            onChange={(gathers) => change({ gathers })}
          />
          {draft.gathers === "count" && (
            <TextField
              label="Answers"
              error={countFault(draft.answers)}
              inputMode="numeric"
              value={draft.answers}
              onChange={(wanted) => change({ answers: wanted.trim() })}
            />
          )}
          {draft.gathers === "silence" && (
            <DurationField
              label="Silence"
              minNs={1_000_000n}
              maxNs={600_000_000_000n}
              value={draft.silence}
              onChange={(silence) => change({ silence })}
            />
          )}
          <DurationField
            label="Timeout"
            minNs={1_000_000n}
            maxNs={600_000_000_000n}
            value={draft.timeout}
            onChange={(timeout) => change({ timeout })}
          />
        </div>
        <SendBar form={form} verb="Send request" isBusy={isRunning}>
          {isRunning && <Button onClick={() => stop.current?.()}>Stop waiting</Button>}
        </SendBar>
      </SendForm>
      {answers && (
        <InSight>
          <RequestResult answers={answers} end={end} />
        </InSight>
      )}
      {command && <CommandNote command={command} />}
      {sure.dialog}
    </>
  );
}
