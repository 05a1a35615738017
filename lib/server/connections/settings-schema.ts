import { z } from "zod";
import { connectionColours } from "@/lib/model/connection";
import type { SecretSetting } from "@/lib/model/connection-settings";
import type { SettingsOf } from "./secrets-of";

/** A creds file or a chain of certificates is a few KiB. */
const longestText = 64 * 1024;
const longestLine = 1_024;
const mostUrls = 32;
const mostSubjects = 256;

const line = z.string().max(longestLine);
const text = z.string().max(longestText);
const subjects = z.array(line).max(mostSubjects);

/** The shape of a connection's settings, whatever form their secrets have; nothing else may be in it (T35). */
export function settingsSchema<S>(secret: z.ZodType<S>): z.ZodType<SettingsOf<S>> {
  const auth = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("user"), user: line, password: secret }),
    z.strictObject({ kind: z.literal("token"), token: secret }),
    z.strictObject({ kind: z.literal("nkey"), seed: secret }),
    z.strictObject({ kind: z.literal("creds"), creds: secret }),
    z.strictObject({ kind: z.literal("jwt"), jwt: secret, seed: secret.optional() }),
  ]);
  const settings = z.strictObject({
    label: line,
    urls: z.array(line).max(mostUrls),
    transport: z.enum(["gateway", "direct"]),
    auth,
    tls: z.strictObject({
      ca: text,
      cert: text,
      key: secret.optional(),
      handshakeFirst: z.boolean(),
    }),
    jetstreamDomain: line,
    apiPrefix: line,
    inboxPrefix: line,
    monitoringUrl: line,
    system: auth,
    colour: z.enum(connectionColours).optional(),
    production: z.boolean(),
    readOnly: z.boolean(),
    tailSubjects: subjects,
    publishSubjects: subjects,
  });
  // An optional field that is left out is the same as one that is undefined.
  return settings as unknown as z.ZodType<SettingsOf<S>>;
}

/** A secret as a page sends it: itself, or the word that the stored one stays. */
const sentSecret: z.ZodType<SecretSetting> = z.union([
  z.strictObject({ keep: z.literal(true) }),
  z.strictObject({ value: text }),
]);

/** Settings as a page sends them. */
export const sentSettings = settingsSchema(sentSecret);
