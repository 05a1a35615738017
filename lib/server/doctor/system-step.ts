import type { Account } from "./account-step";
import { logInAs, openAgain, type Reached } from "./address";
import { adviseNotSystem, adviseSystemCredential } from "./advice/account";
import type { Exam } from "./exam";
import { failed, type Outcome, ok, skipped } from "./finding";
import { identifyUser, seeServers } from "./identity";

const askMs = 1500;

/** Finds out whether the servers' own figures can be had: here, or with the second credential. */
export async function examineSystem(
  reached: Reached,
  account: Account | undefined,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<true>> {
  if (exam.target.system.kind !== "none") return examineSecond(reached, exam, limit);
  const name = account?.identity?.accountName ?? "this account";
  switch (account?.view) {
    case "system":
      return {
        finding: ok(`${name} is the system account itself: it sees the servers.`),
        value: true,
      };
    case "imported":
      return {
        finding: ok(`${name} imports the servers' figures from the system account.`),
        value: true,
      };
    default:
      return {
        finding: skipped("An ordinary account, and no second credential.", adviseSystemCredential),
      };
  }
}

async function examineSecond(
  reached: Reached,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<true>> {
  const dialled = await openAgain(reached, exam);
  if (!dialled) {
    return {
      finding: failed("The address did not answer a second time.", {
        likely: "The server, or something in between, allows one connection at a time only.",
        whatToDo: ["Test once more.", "Look at the limits of the server and of what is before it."],
        snippet: { about: "The limit, in nats-server.conf", text: "max_connections: 65536" },
      }),
    };
  }
  const login = await logInAs(exam.target.system, dialled, exam, limit);
  if (!login.value) {
    const { seen, facts, advice } = login.finding;
    return {
      finding: { state: "failed", seen: `The second credential: ${lowered(seen)}`, facts, advice },
    };
  }
  const nats = login.value;
  try {
    const found = await identifyUser(nats, exam.target.system, askMs);
    const name = found.ok ? found.identity.accountName : "its account";
    const view = await seeServers(nats, found.ok ? found.identity.account : undefined, askMs);
    const { facts } = login.finding;
    if (view === "none") {
      const seen = `The second credential logs in, but sees no servers: ${name} is an ordinary account.`;
      return { finding: failed(seen, adviseNotSystem(name), facts) };
    }
    const how = view === "system" ? "is the system account" : "imports the servers' figures";
    return { finding: ok(`The second credential logs in: ${name} ${how}.`, facts), value: true };
  } finally {
    await nats.close();
  }
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
