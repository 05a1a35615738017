import type { SettingsOf } from "@/lib/server/connections/secrets-of";

/** A connection of which nothing special is said. */
export const plainSettings: SettingsOf<never> = {
  label: "Plain",
  urls: ["nats://h:4222"],
  transport: "gateway",
  auth: { kind: "none" },
  tls: { ca: "", cert: "", key: undefined, handshakeFirst: false },
  jetstreamDomain: "",
  apiPrefix: "",
  inboxPrefix: "",
  monitoringUrl: "",
  system: { kind: "none" },
  colour: undefined,
  production: false,
  readOnly: false,
  tailSubjects: [],
  publishSubjects: [],
};
