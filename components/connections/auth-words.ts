import type { AuthSettings } from "@/lib/model/connection-settings";

/** The kinds of authentication as NATS's people call them. */
export const authWords: Record<AuthSettings["kind"], string> = {
  none: "None",
  user: "User and password",
  token: "Token",
  nkey: "NKey",
  creds: "Credentials file",
  jwt: "JWT and seed",
};
