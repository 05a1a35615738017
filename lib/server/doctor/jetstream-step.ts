import { z } from "zod";
import { describeError } from "@/lib/errors/describe-error";
import { formatBytesText } from "@/lib/format/bytes";
import { ask } from "@/lib/nats/request";
import { counter, limit } from "@/lib/nats/wire";
import type { Account } from "./account-step";
import type { Reached } from "./address";
import {
  adviseJetStreamOff,
  advisePermission,
  advisePrefix,
  adviseSystemAccount,
} from "./advice/account";
import type { Exam } from "./exam";
import { attention, factsOf, type Outcome, ok } from "./finding";

const schema = z.object({
  memory: counter,
  storage: counter,
  streams: z.number(),
  consumers: z.number(),
  domain: z.string().optional(),
  limits: z.object({
    max_memory: limit,
    max_storage: limit,
    max_streams: z.number().default(-1),
    max_consumers: z.number().default(-1),
  }),
});

type JetStream = z.infer<typeof schema>;

const askMs = 3000;

/** Finds out whether the account has JetStream, and how much of it is left. */
export async function examineJetStream(
  { nats, dialled }: Reached,
  account: Account | undefined,
  { target }: Exam,
): Promise<Outcome<true>> {
  const { apiPrefix } = target.subjects;
  const subject = `${apiPrefix}.INFO`;
  const answer = await ask(nats, { what: "JetStream", subject, timeoutMs: askMs }, schema);
  if (answer.ok) return { finding: describe(answer.value, apiPrefix), value: true };
  const { error } = answer;
  const name = account?.identity?.accountName ?? "";
  if (error.kind === "permission") {
    const advice = advisePermission(error, "everything about streams");
    if (advice) {
      return { finding: attention("The user may not ask JetStream.", advice) };
    }
  }
  const isOff = error.kind === "no-jetstream";
  if (isOff && account?.view === "system") {
    return {
      finding: attention("The system account has no JetStream.", adviseSystemAccount(name)),
    };
  }
  if (apiPrefix !== "$JS.API" && (isOff || error.kind === "no-responders")) {
    const advice = advisePrefix(apiPrefix, dialled.info.domain);
    return { finding: attention(`JetStream does not answer on ${subject}.`, advice) };
  }
  if (isOff) {
    const seen = dialled.info.jetstream
      ? "JetStream is off for this account."
      : "JetStream is off on this server.";
    const id = account?.identity?.account ?? "";
    return { finding: attention(seen, adviseJetStreamOff(id, dialled.info.jetstream)) };
  }
  const { detail } = describeError(error);
  return {
    finding: attention("JetStream did not answer.", {
      likely: `${detail} In a cluster, most likely a leader is being elected: that takes a few seconds.`,
      whatToDo: [
        "Test once more in ten seconds.",
        "If it stays so, look which servers are missing.",
      ],
      snippet: { about: "The state of the cluster", text: "nats server report jetstream" },
    }),
  };
}

function describe(found: JetStream, apiPrefix: string) {
  const { streams, consumers, domain, limits } = found;
  const facts = factsOf({
    Streams: ofLimit(streams, limits.max_streams),
    Consumers: ofLimit(consumers, limits.max_consumers),
    "On disk": ofBytes(found.storage, limits.max_storage),
    "In memory": ofBytes(found.memory, limits.max_memory),
    Domain: domain,
    "API prefix": apiPrefix === "$JS.API" ? undefined : apiPrefix,
  });
  const seen = `JetStream is on, with ${counted(streams, "stream")} and ${counted(consumers, "consumer")}.`;
  const full = fullest(found);
  if (full === undefined) return ok(seen, facts);
  return attention(
    `${seen} ${full} is nearly used up.`,
    {
      likely: "At the limit, publishing to streams is refused.",
      whatToDo: ["Raise the account's limit, or let streams keep less (max_age, max_bytes)."],
      snippet: {
        about: "More room, with an operator",
        text: "nsc edit account --name ACCOUNT --js-disk-storage 100G",
      },
    },
    facts,
  );
}

function fullest({ storage, memory, limits }: JetStream): string | undefined {
  if (isFull(storage, limits.max_storage)) return "The room on disk";
  return isFull(memory, limits.max_memory) ? "The room in memory" : undefined;
}

function isFull(used: bigint, most: bigint | undefined): boolean {
  return most !== undefined && most > 0n && used * 10n >= most * 9n;
}

function ofLimit(count: number, most: number): string {
  return most < 0 ? String(count) : `${count} of ${most}`;
}

function ofBytes(used: bigint, most: bigint | undefined): string {
  const text = formatBytesText(used);
  return most === undefined ? text : `${text} of ${formatBytesText(most)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
