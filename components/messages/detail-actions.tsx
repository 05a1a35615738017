"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { saveFile } from "@/components/ui/save-file";
import { useCopy } from "@/components/ui/use-copy";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatFileName } from "@/lib/format/file-name";
import { formatJson, parseJson } from "@/lib/format/json-text";
import { natsCommand } from "@/lib/format/nats-command";
import { toBase64, toText } from "@/lib/format/payload";
import { shellCommand } from "@/lib/format/shell-quote";
import type { Message } from "@/lib/model/message";
import { messageQuery, readMessage } from "@/lib/queries/messages";
import { openPublishDrawer } from "@/lib/queries/publish-drawer";
import { DeleteMessage } from "./delete-message";
import { useReasonAgainstDelete } from "./may-delete";
import { useReasonAgainstPublish } from "./may-resend";
import { toResend } from "./to-resend";

type Props = { connectionId: string; stream: string; sequence: bigint; onDeleted: () => void };

/** What can be done with one message: copied, saved as it is, sent again, deleted. */
export function DetailActions({ connectionId, stream, sequence, onDeleted }: Props) {
  const connection = useConnection(connectionId);
  const reason = useReasonAgainstDelete(connectionId, stream);
  // The same question as the details ask, so that it is asked once.
  const { data } = useQuery(messageQuery(connectionId, stream, { sequence, whole: false }));
  const against = useReasonAgainstPublish(connectionId, data?.subject);
  const [isDeleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { copied, copy } = useCopy();
  const withMessage = (use: (message: Message) => void) => {
    setProblem(undefined);
    readMessage(connectionId, stream, { sequence, whole: true }).then(
      (message) => (message ? use(message) : setProblem("No message is stored here any more.")),
      (error: AppError) => setProblem(describeError(error).title),
    );
  };
  return (
    <>
      <Menu
        label={`Copy message ${sequence}`}
        word="Copy"
        items={[
          { label: "Subject", onChoose: () => withMessage(({ subject }) => copy(subject)) },
          { label: "Sequence", onChoose: () => copy(String(sequence)) },
          { label: "Payload", onChoose: () => withMessage(({ body }) => copy(toText(body).text)) },
          {
            label: "As JSON",
            onChoose: () => withMessage((message) => copy(formatJson(toJson(message)))),
          },
          {
            label: "As nats command",
            onChoose: () =>
              copy(shellCommand(natsCommand(["stream", "get"], [stream, String(sequence)]))),
          },
          {
            label: "Save the raw payload",
            onChoose: () =>
              withMessage(({ subject, body }) =>
                saveFile(new Blob([body.slice()]), formatFileName(`${subject}-${sequence}`, "bin")),
              ),
          },
        ]}
      />
      <Button
        kind="quiet"
        reason={against}
        onClick={() =>
          withMessage((message) => openPublishDrawer(toResend({ connectionId, stream }, message)))
        }
      >
        Edit and resend
      </Button>
      <Button kind="quiet" reason={reason} onClick={() => setDeleting(true)}>
        Delete message
      </Button>
      <span role="status" className="text-small text-soft empty:hidden">
        {problem ?? copied.words}
      </span>
      {isDeleting && (
        <DeleteMessage
          {...{ connectionId, stream, sequence }}
          apiPrefix={connection?.access.apiPrefix ?? "$JS.API"}
          onDeleted={() => {
            setDeleting(false);
            onDeleted();
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  );
}

function toJson({ subject, sequence, timeNs, headers, body }: Message) {
  const { text, invalid } = toText(body);
  const parsed = invalid === 0 ? parseJson(text) : undefined;
  const payload = invalid === 0 ? { payload: parsed ?? text } : { payload_base64: toBase64(body) };
  return { subject, sequence, timeNs, headers: Object.fromEntries(headers), ...payload };
}
