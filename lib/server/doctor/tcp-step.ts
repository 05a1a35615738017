import { isIP, type Socket } from "node:net";
import { type DialError, describeDialError, toDialError } from "@/lib/server/dial/dial-error";
import { openTcp } from "@/lib/server/dial/tcp";
import { formatHostPort, type ServerUrl } from "@/lib/server/dial/url";
import { adviseTcp } from "./advice/reach";
import type { Exam } from "./exam";
import { factsOf, failed, type Outcome, ok } from "./finding";
import { sentence } from "./name-step";

type Tried = { address: string; error: DialError };

/** Connects to the first of the addresses that takes it: to these, and to no others. */
export async function connectTcp(
  url: ServerUrl,
  addresses: string[],
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<Socket>> {
  const { isGuarded } = exam.target;
  const shareMs = Math.ceil(exam.stepMs / addresses.length);
  const tried: Tried[] = [];
  for (const address of addresses) {
    const host = { host: address, port: url.port };
    const share = AbortSignal.any([limit, AbortSignal.timeout(shareMs)]);
    try {
      const socket = exam.keep(await openTcp(host, share, { isGuarded }));
      const facts = factsOf({
        Address: formatHostPort(host),
        Family: `IPv${isIP(address)}`,
        "Not reached": tried.map(wordsOf).join("; "),
      });
      return { finding: ok(`Connected to ${formatHostPort(host)}.`, facts), value: socket };
    } catch (cause) {
      tried.push({ address, error: toDialError(cause, "connect", Math.round(shareMs)) });
    }
  }
  // A refusal says more than silence: somebody is there.
  const error = tried.find(({ error }) => error.kind === "refused")?.error ?? tried.at(-1)?.error;
  if (!error) throw new Error("there is no address");
  const facts = tried.length > 1 ? factsOf({ Tried: tried.map(wordsOf).join("; ") }) : [];
  return {
    finding: failed(
      sentence(describeDialError(error)),
      adviseTcp(error, url, exam.surroundings),
      facts,
    ),
  };
}

function wordsOf({ address, error }: Tried): string {
  return `${address}: ${describeDialError(error)}`;
}
