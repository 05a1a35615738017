import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { connectionColours } from "@/lib/model/connection";
import type { ConnectionSettings } from "@/lib/model/connection-settings";
import { readAnswer } from "./console-answer";
import { askConsole } from "./console-request";

const text = z.string();
const secret = z.union([z.object({ keep: z.literal(true) }), z.object({ value: text })]);
const auth = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("user"), user: text, password: secret }),
  z.object({ kind: z.literal("token"), token: secret }),
  z.object({ kind: z.literal("nkey"), seed: secret }),
  z.object({ kind: z.literal("creds"), creds: secret }),
  z.object({ kind: z.literal("jwt"), jwt: secret, seed: secret.optional() }),
]);
// JSON leaves out what is undefined; the model names it.
const schema = z
  .object({
    label: text,
    urls: z.array(text),
    transport: z.enum(["gateway", "direct"]),
    auth,
    tls: z.object({ ca: text, cert: text, key: secret.optional(), handshakeFirst: z.boolean() }),
    jetstreamDomain: text,
    apiPrefix: text,
    inboxPrefix: text,
    monitoringUrl: text,
    system: auth,
    colour: z.enum(connectionColours).optional(),
    production: z.boolean(),
    readOnly: z.boolean(),
    tailSubjects: z.array(text),
    publishSubjects: z.array(text),
  })
  .transform(
    (read): ConnectionSettings => ({
      ...read,
      auth: withSeed(read.auth),
      system: withSeed(read.system),
      tls: { ...read.tls, key: read.tls.key },
      colour: read.colour,
    }),
  );
const idSchema = z.object({ id: text });

/** What was saved of a connection; secrets only as the word that there are some. */
export async function getConnectionSettings(
  origin: string,
  id: string,
): Promise<Reading<ConnectionSettings>> {
  const answer = await askConsole(origin, {
    method: "GET",
    path: `${pathOf(id)}/settings`,
    otherwise: "This connection can't be edited",
  });
  return readAnswer(answer, schema, "The connection's settings");
}

/** Adds a connection, or puts the settings in the place of those with the id. */
export async function saveConnection(
  origin: string,
  settings: ConnectionSettings,
  id: string | undefined,
): Promise<Reading<{ id: string }>> {
  const answer = await askConsole(origin, {
    method: id === undefined ? "POST" : "PUT",
    path: id === undefined ? "/api/connections" : pathOf(id),
    body: settings,
    otherwise: "The connection was not saved",
  });
  return readAnswer(answer, idSchema, "What was saved");
}

/** Forgets a saved connection; nothing in NATS changes. */
export async function deleteConnection(origin: string, id: string): Promise<Reading<null>> {
  const answer = await askConsole(origin, {
    method: "DELETE",
    path: pathOf(id),
    otherwise: "The connection was not deleted",
  });
  return answer.ok ? { ok: true, value: null } : answer;
}

/** Makes it the connection that the start page leads to. */
export async function makeDefaultConnection(origin: string, id: string): Promise<Reading<null>> {
  const answer = await askConsole(origin, {
    method: "PUT",
    path: "/api/connections/default",
    body: { id },
    otherwise: "The default connection was not changed",
  });
  return answer.ok ? { ok: true, value: null } : answer;
}

function pathOf(id: string): string {
  return `/api/connections/${encodeURIComponent(id)}`;
}

function withSeed(read: z.infer<typeof auth>): ConnectionSettings["auth"] {
  return read.kind === "jwt" ? { ...read, seed: read.seed } : read;
}
