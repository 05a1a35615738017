import { hasPlaces } from "@/lib/format/generated-values";
import { toFileName, toText } from "@/lib/format/payload";
import type { Message } from "@/lib/model/message";
import { type Draft, emptyDraft } from "@/lib/model/publish-draft";
import type { FilledDrawer } from "@/lib/queries/publish-drawer";
import { headerMeaning } from "./header-meaning";

/** A longer text is nothing to edit in a form. */
const mostTextBytes = 256 * 1_024;

/** A stored message as a form that publishes it again. */
export function toResend(
  { connectionId, stream }: { connectionId: string; stream: string },
  message: Message,
): FilledDrawer {
  const { subject, sequence, headers } = message;
  const own = headers.filter(([name]) => headerMeaning(name) === undefined);
  const ttl = headers.find(([name]) => name === "Nats-TTL")?.[1][0] ?? "";
  const leftOut = headers
    .map(([name]) => name)
    .filter((name) => headerMeaning(name) !== undefined && name !== "Nats-TTL");
  const { payload, notes } = toPayload(message);
  const withPlaces = own.filter(([, values]) => values.some(hasPlaces)).map(([name]) => name);
  return {
    ...{ connectionId, subject },
    title: `Resend message ${sequence} of ${stream}`,
    notes: [
      `It is published as a new message, which goes to the end of the stream. Message ${sequence} stays as it is.`,
      ...(leftOut.length > 0
        ? [`Left out, for they were about the first one: ${leftOut.join(", ")}.`]
        : []),
      ...notes,
      ...(withPlaces.length > 0
        ? [`What stands in double braces is filled in as it goes out: ${withPlaces.join(", ")}.`]
        : []),
    ],
    draft: {
      ...emptyDraft,
      ...{ awaitsAck: true, ttl, ...payload },
      headers: own.flatMap(([name, values]) => values.map((value) => ({ name, value }))),
    },
  };
}

type Payload = { payload: Pick<Draft, "payload" | "file">; notes: string[] };

/** As text where the form gives back the very same bytes; anything else goes out as it is. */
function toPayload({ subject, sequence, body }: Message): Payload {
  const { text, invalid } = toText(body);
  const why = whyNotEdited(text, invalid, body.length);
  if (why !== undefined) {
    const file = { name: toFileName(`${subject}-${sequence}`, "bin"), bytes: body };
    return { payload: { payload: "", file }, notes: [why] };
  }
  const notes = text.includes("\r")
    ? ["Its lines end in CR LF; where it is edited here, they end in LF."]
    : [];
  return { payload: { payload: text }, notes };
}

function whyNotEdited(text: string, invalid: number, sizeBytes: number): string | undefined {
  if (invalid > 0) return "Its payload is no text, so it is sent byte for byte.";
  if (sizeBytes > mostTextBytes) return "Its payload is large, so it is sent byte for byte.";
  if (!hasPlaces(text)) return undefined;
  return "Its payload holds double braces that this form would fill in, so it is sent byte for byte.";
}
