import type { Credentials } from "@/lib/model/credentials";

/** What was typed, of whichever kind; what belongs to another kind waits there. */
export type CredentialsDraft = { kind: Credentials["kind"] } & Record<FieldName, string>;

type FieldName = "user" | "password" | "token" | "seed" | "creds" | "jwt" | "jwtSeed";

/** The kinds of authentication as NATS's people call them. */
export const credentialsWords: Record<Credentials["kind"], string> = {
  user: "User and password",
  token: "Token",
  nkey: "NKey",
  creds: "Credentials file",
  jwt: "JWT and seed",
  none: "None",
};

/** A form that nobody has filled in. */
export const emptyCredentials: CredentialsDraft = {
  kind: "user",
  user: "",
  password: "",
  token: "",
  seed: "",
  creds: "",
  jwt: "",
  jwtSeed: "",
};

type Checked =
  | { ok: true; credentials: Credentials }
  | { ok: false; faults: Partial<Record<FieldName, string>> };

/** What the draft comes to, or which fields are still empty. */
export function checkCredentials(draft: CredentialsDraft): Checked {
  const missing = required[draft.kind].filter((name) => draft[name].trim() === "");
  if (missing.length > 0) {
    return { ok: false, faults: Object.fromEntries(missing.map((name) => [name, empty])) };
  }
  return { ok: true, credentials: toCredentials(draft) };
}

const empty = "This is empty.";

/** A password may be empty, where a server says so. */
const required: Record<Credentials["kind"], FieldName[]> = {
  none: [],
  user: ["user"],
  token: ["token"],
  nkey: ["seed"],
  creds: ["creds"],
  jwt: ["jwt"],
};

function toCredentials(draft: CredentialsDraft): Credentials {
  const { kind, user, password, token, seed, creds, jwt, jwtSeed } = draft;
  switch (kind) {
    case "none":
      return { kind };
    case "user":
      return { kind, user, password };
    case "token":
      return { kind, token };
    case "nkey":
      return { kind, seed };
    case "creds":
      return { kind, creds };
    case "jwt":
      return jwtSeed.trim() === "" ? { kind, jwt } : { kind, jwt, seed: jwtSeed };
  }
}
