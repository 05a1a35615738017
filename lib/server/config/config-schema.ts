import { z } from "zod";
import { connectionColours } from "@/lib/model/connection";
import { historySchema } from "./history-settings";

const text = z.string();
const proof = {
  user: text.optional(),
  password: text.optional(),
  token: text.optional(),
  nkey: text.optional(),
  creds: text.optional(),
  jwt: text.optional(),
  seed: text.optional(),
};

/** The configuration file; its connections are read one by one, so that a wrong one takes no other with it. */
export const configSchema = z.strictObject({
  default: text.optional(),
  connections: z.array(z.unknown()).nullish(),
  history: historySchema.optional(),
});

/** One connection of the configuration file. */
export const connectionSchema = z.strictObject({
  id: text.regex(/^[a-z0-9._-]{1,64}$/, "1 to 64 of a-z, 0-9, dot, dash and underscore"),
  label: text.optional(),
  url: text.optional(),
  urls: z.array(text).optional(),
  transport: z.enum(["gateway", "direct"]).optional(),
  ...proof,
  tls: z
    .strictObject({
      ca: text.optional(),
      cert: text.optional(),
      key: text.optional(),
      handshakeFirst: z.boolean().optional(),
    })
    .optional(),
  jetstream: z.strictObject({ domain: text.optional(), apiPrefix: text.optional() }).optional(),
  inboxPrefix: text.optional(),
  monitoring: text.optional(),
  system: z.strictObject(proof).optional(),
  colour: z.enum(connectionColours).optional(),
  production: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  tailSubjects: z.array(text).optional(),
  publishSubjects: z.array(text).optional(),
});

/** What a connection of the configuration file says. */
export type ConfigConnection = z.infer<typeof connectionSchema>;
