import { fromSeed } from "@nats-io/nkeys";
import { z } from "zod";
import { findSeed } from "@/lib/server/connections/secret-text";
import type { Auth } from "@/lib/server/connections/target";

const strings = z.array(z.string()).nullish();
const claimsSchema = z.object({
  sub: z.string().default(""),
  iss: z.string().default(""),
  name: z.string().default(""),
  iat: z.number().optional(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  nats: z
    .object({
      type: z.string().optional(),
      issuer_account: z.string().optional(),
      bearer_token: z.boolean().default(false),
      src: strings,
      allowed_connection_types: strings,
    })
    .default({ bearer_token: false }),
});

/** What a user's JWT says of itself; none of it is secret. */
export type UserToken = {
  name: string;
  type: string | undefined;
  /** The user's public key. */
  subject: string;
  /** The account's public key. */
  account: string;
  issuedMs: number | undefined;
  expiresMs: number | undefined;
  notBeforeMs: number | undefined;
  isBearer: boolean;
  sources: string[];
  connectionTypes: string[];
};

/** The JWT of a credential; undefined when it has none, or none that can be read. */
export function readUserToken(auth: Auth): UserToken | undefined {
  const payload = jwtOf(auth)?.split(".")[1];
  if (payload === undefined) return undefined;
  try {
    const parsed = claimsSchema.safeParse(
      JSON.parse(Buffer.from(payload, "base64url").toString("utf8")),
    );
    if (!parsed.success) return undefined;
    const { sub, iss, name, iat, exp, nbf, nats } = parsed.data;
    return {
      name,
      type: nats.type,
      subject: sub,
      account: nats.issuer_account ?? iss,
      issuedMs: toMs(iat),
      expiresMs: toMs(exp),
      notBeforeMs: toMs(nbf),
      isBearer: nats.bearer_token,
      sources: nats.src ?? [],
      connectionTypes: nats.allowed_connection_types ?? [],
    };
  } catch {
    // Whatever it is, it is no JWT.
    return undefined;
  }
}

/** The public key of a credential's seed; undefined when it has none, or none that can be read. */
export function publicKeyOf(auth: Auth): string | undefined {
  const seed = seedOf(auth);
  if (seed === undefined) return undefined;
  try {
    return fromSeed(Buffer.from(seed)).getPublicKey();
  } catch {
    return undefined;
  }
}

function jwtOf(auth: Auth): string | undefined {
  if (auth.kind === "jwt") return auth.jwt;
  if (auth.kind !== "creds") return undefined;
  return /-----BEGIN NATS USER JWT-----\s*(\S+)/.exec(auth.creds)?.[1];
}

function seedOf(auth: Auth): string | undefined {
  if (auth.kind === "nkey" || auth.kind === "jwt") return auth.seed;
  return auth.kind === "creds" ? findSeed(auth.creds) : undefined;
}

function toMs(seconds: number | undefined): number | undefined {
  // Zero is how an encoder says "not set".
  return seconds ? seconds * 1000 : undefined;
}
