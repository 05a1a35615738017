/** How to prove to a NATS server who we are. */
export type Credentials =
  | { kind: "none" }
  | { kind: "user"; user: string; password: string }
  | { kind: "token"; token: string }
  | { kind: "nkey"; seed: string }
  | { kind: "creds"; creds: string }
  | { kind: "jwt"; jwt: string; seed?: string };
