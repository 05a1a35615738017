import type { AppError } from "@/lib/errors/app-error";
import { isPattern } from "@/lib/roles/subject";
import { checkAuth } from "./check-auth";
import { type Draft, isNothing, toLines, toUrls } from "./draft";

/** A field of the form, by the name that the console uses for it, too. */
export type FieldName =
  | "label"
  | "urls"
  | `${"auth" | "system"}.${"user" | "password" | "token" | "seed" | "creds" | "jwt"}`
  | `tls.${"ca" | "cert" | "key"}`
  | "jetstreamDomain"
  | "apiPrefix"
  | "inboxPrefix"
  | "monitoringUrl"
  | "tailSubjects"
  | "publishSubjects";

/** What is wrong, by field. */
export type Faults = { [name in FieldName]?: string | undefined };

/** What a draft is checked against. */
export type Surroundings = {
  /** The names of all other connections. */
  otherLabels: readonly string[];
  /** True where the page came by https: it may open no plain WebSocket. */
  isHttps: boolean;
};

/** What is wrong with a draft, in words; what only the server can know is left to it. */
export function checkDraft(draft: Draft, around: Surroundings): Faults {
  const isDirect = draft.transport === "direct";
  return withoutGaps({
    label: checkLabel(draft.label.trim(), around.otherLabels),
    urls: checkUrls(toUrls(draft.urls), isDirect, around.isHttps),
    ...(isDirect ? {} : checkSecrets(draft)),
    jetstreamDomain:
      draft.jetstreamDomain.trim() && draft.apiPrefix.trim()
        ? "A domain is an API prefix of its own: give one of the two."
        : undefined,
    apiPrefix: checkPrefix(draft.apiPrefix.trim()),
    inboxPrefix: checkPrefix(draft.inboxPrefix.trim()),
    tailSubjects: checkSubjects(toLines(draft.tailSubjects)),
    publishSubjects: checkSubjects(toLines(draft.publishSubjects)),
  });
}

/** What the console found wrong, at the field that it names; nothing where it names none of the form's. */
export function faultOfRefusal(error: AppError | null | undefined): Faults {
  if (error?.kind !== "console" || error.field === undefined) return {};
  const field = error.field.replace(/\[\d+\].*$/, "");
  // Here the field need not be named.
  const isNamed = error.detail.toLowerCase().startsWith(`${error.field.toLowerCase()} `);
  const detail = isNamed ? `This${error.detail.slice(error.field.length)}` : error.detail;
  return { [field]: [detail, error.hint].filter(Boolean).join(" ") };
}

function checkLabel(label: string, others: readonly string[]): string | undefined {
  if (label === "") return "Give it a name.";
  const isTaken = others.some((other) => other.toLowerCase() === label.toLowerCase());
  return isTaken ? `There is a connection called "${label}" already.` : undefined;
}

function checkUrls(urls: string[], isDirect: boolean, isHttps: boolean): string | undefined {
  if (urls.length === 0) return "Name at least one address, such as nats://host:4222.";
  return firstOf(urls, (url) => checkUrl(url, isDirect, isHttps));
}

function checkUrl(url: string, isDirect: boolean, isHttps: boolean): string | undefined {
  // Without a scheme it is nats://, as in the nats CLI.
  const [, scheme = "nats", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/i.exec(url) ?? [];
  if (!/^(nats|tls|wss?)$/i.test(scheme)) {
    return `${scheme}:// is none of nats://, tls://, ws:// and wss://.`;
  }
  if (rest.includes("@")) {
    return "An address is shown to everybody: user and password belong to Authentication.";
  }
  if (!URL.canParse(`http://${rest}`)) return `"${url}" is not host:port.`;
  if (!isDirect) return undefined;
  if (!/^wss?$/i.test(scheme)) return "A browser opens only ws:// and wss:// addresses.";
  return isHttps && /^ws$/i.test(scheme)
    ? "This page came by https, so the browser refuses ws://: use wss://, or go through the console."
    : undefined;
}

function checkSecrets(draft: Draft): Faults {
  const { ca, cert, key } = draft.tls;
  return {
    ...checkAuth("auth", draft.auth),
    ...checkAuth("system", draft.system),
    "tls.ca": checkPem(ca),
    "tls.cert":
      checkPem(cert) ??
      (cert.trim() === "" && !isNothing(key)
        ? "A key is of use with its certificate only."
        : undefined),
    "tls.key":
      (key.is === "typed" ? checkPem(key.text) : undefined) ??
      (cert.trim() !== "" && isNothing(key)
        ? "A certificate is of use with its key only."
        : undefined),
    monitoringUrl: checkMonitoringUrl(draft.monitoringUrl.trim()),
  };
}

function checkPem(text: string): string | undefined {
  if (text.trim() === "" || text.includes("-----BEGIN ")) return undefined;
  return "This is no PEM: it begins with -----BEGIN.";
}

function checkMonitoringUrl(url: string): string | undefined {
  if (url === "") return undefined;
  const isHttp = /^https?:\/\//i.test(url) && URL.canParse(url);
  return isHttp ? undefined : "This is no http:// or https:// address.";
}

function checkPrefix(prefix: string): string | undefined {
  if (prefix === "" || (isPattern(prefix) && !/[\s*>]/.test(prefix))) return undefined;
  return "This is no subject without wildcards, such as _INBOX.";
}

function checkSubjects(subjects: string[]): string | undefined {
  return firstOf(subjects, (subject) =>
    isPattern(subject) && !/\s/.test(subject) ? undefined : `"${subject}" is no subject.`,
  );
}

function firstOf(
  values: string[],
  check: (value: string) => string | undefined,
): string | undefined {
  for (const value of values) {
    const fault = check(value);
    if (fault) return fault;
  }
  return undefined;
}

function withoutGaps(faults: Faults): Faults {
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}
