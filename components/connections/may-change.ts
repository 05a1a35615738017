import type { ConnectionList, ConnectionSource, ConnectionSummary } from "@/lib/model/connection";
import { isAtLeast } from "@/lib/roles/grant";

/** Why this person can't add, change or test connections here; undefined where they can. */
export function reasonAgainstChange(list: ConnectionList | undefined): string | undefined {
  if (!list) return "The list of connections is not known yet.";
  return roleReason(list) ?? list.fixed;
}

/** Why this person can't test a connection; undefined where they can. */
export function reasonAgainstTest(list: ConnectionList | undefined): string | undefined {
  return reasonAgainstChange(list);
}

/** Why a connection can't be edited or deleted here, and where it is changed instead. */
export function reasonOfSource({ source }: ConnectionSummary): string | undefined {
  return source === "saved" ? undefined : changedElsewhere[source];
}

/** Where the console knows a connection from, in words. */
export const sourceWords: Record<ConnectionSource, string> = {
  embedded: "embedded",
  environment: "environment",
  context: "CLI context",
  config: "config file",
  saved: "saved here",
};

const changedElsewhere: Record<Exclude<ConnectionSource, "saved">, string> = {
  embedded: "The console runs this server itself; there is nothing to set.",
  environment: "Changed in the console's environment: NATS_URL and its like, then a restart.",
  context: "Changed with the nats CLI: nats context edit, then a restart of the console.",
  config: "Changed in natsight.config.json or .yaml, beside the console.",
};

function roleReason({ connections }: ConnectionList): string | undefined {
  const role = connections[0]?.access.role;
  if (role === undefined || isAtLeast(role, "admin")) return undefined;
  return `You are ${role} here: looking is all; an admin adds, changes and tests connections.`;
}
