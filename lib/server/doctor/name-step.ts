import { type LookupAddress, lookup } from "node:dns";
import { isIP } from "node:net";
import { checkAddress } from "@/lib/server/dial/address-policy";
import { describeDialError, toDialError } from "@/lib/server/dial/dial-error";
import type { ServerUrl } from "@/lib/server/dial/url";
import { adviseForbidden, adviseName } from "./advice/reach";
import type { Exam } from "./exam";
import { factsOf, failed, type Outcome, ok, skipped } from "./finding";

/** Finds the addresses of a host; those that may not be dialled end the test of it. */
export async function resolveName(
  { host }: ServerUrl,
  { target, surroundings }: Exam,
  limit: AbortSignal,
): Promise<Outcome<string[]>> {
  const verdict = target.isGuarded ? checkAddress(host) : { ok: true as const };
  if (!verdict.ok) return forbidden(verdict.why);
  if (isIP(host) !== 0) {
    return { finding: skipped("It is an address: there is no name to resolve."), value: [host] };
  }
  let found: LookupAddress[];
  try {
    found = await resolve(host, limit);
  } catch (cause) {
    const error = toDialError(cause, "connect", 0);
    const seen =
      error.kind === "timeout"
        ? "The DNS server does not answer."
        : sentence(describeDialError(error));
    return { finding: failed(seen, adviseName(host, surroundings)) };
  }
  for (const { address } of target.isGuarded ? found : []) {
    const judged = checkAddress(address);
    if (!judged.ok) return forbidden(judged.why);
  }
  const count = found.length === 1 ? "one address" : `${found.length} addresses`;
  const facts = factsOf({
    IPv4: listOf(found, 4),
    IPv6: listOf(found, 6),
  });
  return {
    finding: ok(`${host} has ${count}.`, facts),
    value: found.map(({ address }) => address),
  };
}

function forbidden(why: string): Outcome<never> {
  return { finding: failed("This address is not dialled.", adviseForbidden(why)) };
}

function resolve(host: string, limit: AbortSignal): Promise<LookupAddress[]> {
  return new Promise((done, fail) => {
    // The system's resolver can't be called back; whoever asked goes on without it.
    if (limit.aborted) return fail(limit.reason);
    limit.addEventListener("abort", () => fail(limit.reason), { once: true });
    lookup(host, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });
}

function listOf(found: LookupAddress[], family: number): string {
  return found
    .filter((one) => one.family === family)
    .map(({ address }) => address)
    .join(", ");
}

/** A clause of an error as a sentence of its own. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
