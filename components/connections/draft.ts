import type { ConnectionColour, Transport } from "@/lib/model/connection";
import type {
  AuthSettings,
  ConnectionSettings,
  SecretSetting,
} from "@/lib/model/connection-settings";

/** A connection's settings while somebody types them. */
export type Draft = {
  label: string;
  /** One a line, as are the subjects. */
  urls: string;
  transport: Transport;
  auth: AuthDraft;
  tls: { ca: string; cert: string; key: SecretDraft; handshakeFirst: boolean };
  jetstreamDomain: string;
  apiPrefix: string;
  inboxPrefix: string;
  monitoringUrl: string;
  system: AuthDraft;
  colour: ConnectionColour | undefined;
  production: boolean;
  readOnly: boolean;
  tailSubjects: string;
  publishSubjects: string;
};

/** Every kind's fields at once, so that a look at another kind loses nothing. */
export type AuthDraft = {
  kind: AuthSettings["kind"];
  user: string;
  password: SecretDraft;
  token: SecretDraft;
  seed: SecretDraft;
  creds: SecretDraft;
  jwt: SecretDraft;
  jwtSeed: SecretDraft;
};

/** Kept by the server, or typed here. */
export type SecretDraft = { is: "stored" } | { is: "typed"; text: string };

/** No secret at all. */
export const nothing: SecretDraft = { is: "typed", text: "" };

const noAuth: AuthDraft = {
  kind: "none",
  user: "",
  password: nothing,
  token: nothing,
  seed: nothing,
  creds: nothing,
  jwt: nothing,
  jwtSeed: nothing,
};

/** What the form of a new connection begins with. */
export const emptyDraft: Draft = {
  label: "",
  urls: "",
  transport: "gateway",
  auth: noAuth,
  tls: { ca: "", cert: "", key: nothing, handshakeFirst: false },
  jetstreamDomain: "",
  apiPrefix: "",
  inboxPrefix: "",
  monitoringUrl: "",
  system: noAuth,
  colour: undefined,
  production: false,
  readOnly: false,
  tailSubjects: "",
  publishSubjects: "",
};

/** The form of what was saved. */
export function toDraft(settings: ConnectionSettings): Draft {
  return {
    ...settings,
    urls: settings.urls.join("\n"),
    auth: toAuthDraft(settings.auth),
    tls: { ...settings.tls, key: toSecretDraft(settings.tls.key) },
    system: toAuthDraft(settings.system),
    tailSubjects: settings.tailSubjects.join("\n"),
    publishSubjects: settings.publishSubjects.join("\n"),
  };
}

/** What is sent. Of a direct connection the server is told nothing secret: the browser asks for it. */
export function toSettings(draft: Draft): ConnectionSettings {
  const isDirect = draft.transport === "direct";
  return {
    ...draft,
    label: draft.label.trim(),
    urls: toUrls(draft.urls),
    auth: isDirect ? { kind: "none" } : toAuthSettings(draft.auth),
    tls: isDirect
      ? { ca: "", cert: "", key: undefined, handshakeFirst: false }
      : { ...draft.tls, key: toOptional(draft.tls.key) },
    jetstreamDomain: draft.jetstreamDomain.trim(),
    apiPrefix: draft.apiPrefix.trim(),
    inboxPrefix: draft.inboxPrefix.trim(),
    monitoringUrl: isDirect ? "" : draft.monitoringUrl.trim(),
    system: isDirect ? { kind: "none" } : toAuthSettings(draft.system),
    tailSubjects: toLines(draft.tailSubjects),
    publishSubjects: toLines(draft.publishSubjects),
  };
}

/** The lines that say something. */
export function toLines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Addresses, also as a client's configuration has them: with commas or spaces between. */
export function toUrls(text: string): string[] {
  return text.split(/[\s,]+/).filter((url) => url !== "");
}

/** True for a secret that is neither stored nor typed. */
export function isNothing(secret: SecretDraft): boolean {
  return secret.is === "typed" && secret.text.trim() === "";
}

function toAuthDraft(auth: AuthSettings): AuthDraft {
  switch (auth.kind) {
    case "none":
      return noAuth;
    case "user":
      return { ...noAuth, ...auth, password: toSecretDraft(auth.password) };
    case "token":
      return { ...noAuth, kind: "token", token: toSecretDraft(auth.token) };
    case "nkey":
      return { ...noAuth, kind: "nkey", seed: toSecretDraft(auth.seed) };
    case "creds":
      return { ...noAuth, kind: "creds", creds: toSecretDraft(auth.creds) };
    case "jwt": {
      const [jwt, jwtSeed] = [toSecretDraft(auth.jwt), toSecretDraft(auth.seed)];
      return { ...noAuth, kind: "jwt", jwt, jwtSeed };
    }
  }
}

function toAuthSettings(draft: AuthDraft): AuthSettings {
  switch (draft.kind) {
    case "none":
      return { kind: "none" };
    case "user":
      return { kind: "user", user: draft.user, password: toSecret(draft.password) };
    case "token":
      return { kind: "token", token: toSecret(draft.token) };
    case "nkey":
      return { kind: "nkey", seed: toSecret(draft.seed) };
    case "creds":
      return { kind: "creds", creds: toSecret(draft.creds) };
    case "jwt":
      return { kind: "jwt", jwt: toSecret(draft.jwt), seed: toOptional(draft.jwtSeed) };
  }
}

function toSecretDraft(secret: SecretSetting | undefined): SecretDraft {
  if (secret === undefined) return nothing;
  return "keep" in secret ? { is: "stored" } : { is: "typed", text: secret.value };
}

function toSecret(draft: SecretDraft): SecretSetting {
  return draft.is === "stored" ? { keep: true } : { value: draft.text };
}

function toOptional(draft: SecretDraft): SecretSetting | undefined {
  return isNothing(draft) ? undefined : toSecret(draft);
}
