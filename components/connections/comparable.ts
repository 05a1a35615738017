import type {
  AuthSettings,
  ConnectionSettings,
  SecretSetting,
} from "@/lib/model/connection-settings";
import { authWords } from "./auth-words";

/** Settings by the names that the form gives them, to be shown side by side. A secret is only said to be there. */
export function toComparable(settings: ConnectionSettings): Record<string, unknown> {
  const { tls } = settings;
  return {
    Name: settings.label,
    URLs: settings.urls,
    Transport: settings.transport,
    Authentication: toAuth(settings.auth),
    "System account": toAuth(settings.system),
    CA: tls.ca,
    Certificate: tls.cert,
    Key: toSecret(tls.key),
    "Handshake first": toYesNo(tls.handshakeFirst),
    "JetStream domain": settings.jetstreamDomain,
    "API prefix": settings.apiPrefix,
    "Inbox prefix": settings.inboxPrefix,
    "Monitoring URL": settings.monitoringUrl,
    Colour: settings.colour ?? "none",
    Production: toYesNo(settings.production),
    "Read-only": toYesNo(settings.readOnly),
    "Tail subjects": settings.tailSubjects,
    "Publish subjects": settings.publishSubjects,
  };
}

function toAuth(auth: AuthSettings): Record<string, string> {
  const kind = { Kind: authWords[auth.kind] };
  switch (auth.kind) {
    case "none":
      return kind;
    case "user":
      return { ...kind, User: auth.user, Password: toSecret(auth.password) };
    case "token":
      return { ...kind, Token: toSecret(auth.token) };
    case "nkey":
      return { ...kind, Seed: toSecret(auth.seed) };
    case "creds":
      return { ...kind, Credentials: toSecret(auth.creds) };
    case "jwt":
      return { ...kind, JWT: toSecret(auth.jwt), Seed: toSecret(auth.seed) };
  }
}

function toSecret(secret: SecretSetting | undefined): string {
  if (secret === undefined) return "none";
  return "keep" in secret ? "stored" : "typed anew";
}

function toYesNo(is: boolean): string {
  return is ? "yes" : "no";
}
