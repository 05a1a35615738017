import { describeError } from "@/lib/errors/describe-error";
import type { TestFact } from "@/lib/model/connection-test";
import type { Reached } from "./address";
import { advisePermission, adviseSystemAccount } from "./advice/account";
import { adviseClock } from "./advice/monitoring";
import type { Exam } from "./exam";
import { attention, factsOf, type Outcome, ok } from "./finding";
import {
  type Allowance,
  type Identity,
  identifyUser,
  type ServerView,
  seeServers,
} from "./identity";

/** What is known of the account; nothing of it where the server may not be asked. */
export type Account = { identity: Identity | undefined; view: ServerView };

const askMs = 1500;
const tolerableSkewMs = 5000;
const shownSubjects = 12;

/** Finds out which account it is, and what the user may do. */
export async function examineAccount(
  { nats }: Reached,
  { target }: Exam,
): Promise<Outcome<Account>> {
  const found = await identifyUser(nats, target.auth, askMs);
  if (!found.ok) {
    const view = await seeServers(nats, undefined, askMs);
    const { detail } = describeError(found.error);
    // What the server says after a login, 2.12 and newer.
    const { remote_account: name } = (nats.info ?? {}) as { remote_account?: string };
    const advice = advisePermission(found.error, "knowing who one is") ?? {
      likely: detail,
      whatToDo: ["Nothing has to be done: the console works without."],
    };
    return {
      finding: attention(
        `${name === undefined ? "Logged in" : `In account ${name}`}, but the user can't find out what it may do.`,
        advice,
        factsOf({ Account: name }),
      ),
      value: { identity: undefined, view },
    };
  }
  const { identity } = found;
  const view = await seeServers(nats, identity.account, askMs);
  const value = { identity, view };
  const seen = sentenceOf(identity, target.auth.kind === "none");
  const facts = factsAbout(identity);
  if (view === "system") {
    return { finding: attention(seen, adviseSystemAccount(identity.accountName), facts), value };
  }
  const skewMs = identity.serverMs === undefined ? 0 : identity.serverMs - Date.now();
  if (Math.abs(skewMs) > tolerableSkewMs) {
    const words = `${seen} Its clock is ${skewWords(skewMs)}.`;
    return { finding: attention(words, adviseClock, facts), value };
  }
  return { finding: ok(seen, facts), value };
}

/** `37 s ahead of this machine's`. */
export function skewWords(skewMs: number): string {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return `${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} this machine's`;
}

function sentenceOf(identity: Identity, withoutCredentials: boolean): string {
  const { user, accountName } = identity;
  const account = accountName === "$G" ? "the global account ($G)" : `account ${accountName}`;
  const rights = rightsOf(identity);
  if (user === "") return `In ${account}, ${rights}.`;
  const how = withoutCredentials ? `Taken for the user ${user} (no_auth_user)` : `User ${user}`;
  return `${how} in ${account}, ${rights}.`;
}

function rightsOf({ publish, subscribe, isWhole }: Identity): string {
  if (!isWhole) return "servers before 2.10 don't tell what it may do";
  const isFree = [publish, subscribe].every(({ allow, deny }) => allow.length + deny.length === 0);
  return isFree ? "may publish and subscribe to everything" : "with permissions of its own";
}

function factsAbout(identity: Identity): TestFact[] {
  const { user, account, accountName, publish, subscribe, isWhole } = identity;
  return factsOf({
    User: user,
    Account: accountName,
    "Account id": account === accountName ? undefined : account,
    "May publish": isWhole ? allowed(publish) : undefined,
    "May not publish": listOf(publish.deny),
    "May subscribe": isWhole ? allowed(subscribe) : undefined,
    "May not subscribe": listOf(subscribe.deny),
  });
}

function allowed({ allow }: Allowance): string {
  return allow.length === 0 ? "everything" : listOf(allow);
}

function listOf(subjects: string[]): string {
  const rest = subjects.length - shownSubjects;
  const shown = subjects.slice(0, shownSubjects).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
