import type { NatsConnection } from "@nats-io/nats-core";
import type { Reading } from "@/lib/errors/app-error";
import { type PickedCell, pickCells } from "@/lib/format/picked-cell";
import type { PickQuery } from "@/lib/model/message-page";
import { getMessage } from "./message-get";
import { checkAsked } from "./messages-extent";
import { fromLeader } from "./stream-head";

const mostInFlight = 50;

/** What stands at some paths of some messages, each read once and only looked at. */
export async function pickFromMessages(
  nc: NatsConnection,
  stream: string,
  { sequences, paths }: PickQuery,
): Promise<Reading<PickedCell[][]>> {
  const what = `Values of ${stream}`;
  const bad = checkAsked(what, stream, ">");
  if (bad) return bad;
  const head = fromLeader(stream);
  const picked: PickedCell[][] = [];
  for (let at = 0; at < sequences.length; at += mostInFlight) {
    const some = sequences.slice(at, at + mostInFlight);
    const answers = await Promise.all(
      some.map((seq) => getMessage(nc, what, head, { seq, next_by_subj: ">" })),
    );
    for (const [index, answer] of answers.entries()) {
      if (!answer.ok) return answer;
      const isThere = answer.value?.sequence === some[index];
      picked.push(
        isThere && answer.value
          ? pickCells(answer.value.data, paths)
          : paths.map(() => ({ state: "gone" as const })),
      );
    }
  }
  return { ok: true, value: picked };
}
