import { fillIn, type GeneratedValues } from "@/lib/format/generated-values";
import type { MessageTemplate, OutgoingMessage } from "@/lib/model/publish";

/** One message of a template: made here, so that the very same one can be sent again. */
export function fillMessage(template: MessageTemplate, values: GeneratedValues): OutgoingMessage {
  const { subject, reply, headers, payload } = template;
  return {
    subject: fillIn(subject, values),
    ...(reply === undefined ? {} : { reply: fillIn(reply, values) }),
    headers: headers.map(({ name, value }) => ({ name, value: fillIn(value, values) })),
    payload:
      typeof payload === "string" ? new TextEncoder().encode(fillIn(payload, values)) : payload,
  };
}
