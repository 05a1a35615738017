import type { SubjectNames } from "@/lib/model/role";
import { isPattern, overlaps } from "@/lib/roles/subject";
import { type Setting, type Settings, type Unusable, unusableSetting } from "./settings";
import { plainTarget, type Target } from "./target";

/** Reads under which names JetStream's API and our inboxes are found. */
export function readSubjects({
  inboxPrefix,
  domain,
  apiPrefix,
}: Pick<Settings, "inboxPrefix" | "domain" | "apiPrefix">):
  | { ok: true; subjects: SubjectNames }
  | Unusable {
  if (domain && apiPrefix) {
    return unusableSetting(
      domain.from,
      `stands beside ${apiPrefix.from}, and each says where JetStream's API is`,
      "name one of them",
    );
  }
  if (domain && !isName(domain.value, /^[^.]+$/)) {
    return unusableSetting(domain.from, "is no domain's name", "a domain is one word, as in hub");
  }
  const api = apiPrefix && readPrefix(apiPrefix, "$JS.hub.API");
  if (api && !api.ok) return api;
  const inbox = inboxPrefix && readPrefix(inboxPrefix, "_INBOX_ada");
  if (inbox && !inbox.ok) return inbox;
  const plain = plainTarget.subjects;
  const chosenApi = domain ? `$JS.${domain.value}.API` : (api?.prefix ?? plain.apiPrefix);
  const chosenInbox = inbox?.prefix ?? plain.inboxPrefix;
  const why = whyNoInboxes(chosenInbox, chosenApi);
  if (inboxPrefix && why !== undefined) {
    return unusableSetting(inboxPrefix.from, why, "write a word of its own, as in _INBOX_ada");
  }
  return { ok: true, subjects: { apiPrefix: chosenApi, inboxPrefix: chosenInbox } };
}

/** Checks the subjects that readers may tail. */
export function checkTailSubjects(
  { tailSubjects, subjects: { inboxPrefix } }: Pick<Target, "tailSubjects" | "subjects">,
  from: string,
): Unusable | undefined {
  return checkEach(tailSubjects, from, (subject) => {
    // It is the right of an admin: it takes in everybody's inboxes.
    if (subject === ">") return "takes in everything, inboxes of others too";
    // What begins with a wildcard is a pattern for everything; the gateway refuses it where inboxes would come along.
    const isNamed = !/^[*>]/.test(subject);
    return isNamed && overlaps(`${inboxPrefix}.>`, subject)
      ? `takes in inboxes, which begin with ${inboxPrefix}`
      : undefined;
  });
}

/** Checks the subjects that publishers may publish to. */
export function checkPublishSubjects(
  subjects: readonly string[],
  from: string,
): Unusable | undefined {
  return checkEach(subjects, from, (subject) =>
    /^[*>]/.test(subject)
      ? "takes in JetStream's own API, with which streams are deleted"
      : undefined,
  );
}

function checkEach(
  subjects: readonly string[],
  from: string,
  tooMuch: (subject: string) => string | undefined,
): Unusable | undefined {
  for (const [index, subject] of subjects.entries()) {
    const which = `${from}[${index}]`;
    if (/\s/.test(subject) || !isPattern(subject)) {
      return unusableSetting(which, "is no subject", "write it as in orders.> or orders.*.paid");
    }
    const why = tooMuch(subject);
    if (why) return unusableSetting(which, why, "begin with a word, as in orders.>");
  }
  return undefined;
}

/** Everybody may listen below an inbox prefix: where messages of others flow, they would be overheard. */
function whyNoInboxes(prefix: string, apiPrefix: string): string | undefined {
  if (prefix.startsWith("$")) return "begins with $, as what NATS keeps for itself does";
  const isApi = overlaps(`${prefix}.>`, `${apiPrefix}.>`);
  return isApi ? "is where JetStream's API is" : undefined;
}

function readPrefix(
  { value, from }: Setting,
  example: string,
): { ok: true; prefix: string } | Unusable {
  const prefix = value.replace(/\.$/, "");
  return isName(prefix, /^/)
    ? { ok: true, prefix }
    : unusableSetting(
        from,
        "is no prefix of subjects",
        `write it without wildcards, as in ${example}`,
      );
}

function isName(text: string, also: RegExp): boolean {
  return isPattern(text) && !/[\s*>]/.test(text) && also.test(text);
}
