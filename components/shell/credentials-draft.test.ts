import { expect, it } from "vitest";
import { checkCredentials, emptyCredentials } from "./credentials-draft";

it.each([
  [{ kind: "none" }, { kind: "none" }],
  [
    { kind: "user", user: "ada", password: "" },
    { kind: "user", user: "ada", password: "" },
  ],
  [
    { kind: "nkey", seed: "SU" },
    { kind: "nkey", seed: "SU" },
  ],
  [
    { kind: "jwt", jwt: "e.y.j" },
    { kind: "jwt", jwt: "e.y.j" },
  ],
  [
    { kind: "jwt", jwt: "e.y.j", jwtSeed: "SU" },
    { kind: "jwt", jwt: "e.y.j", seed: "SU" },
  ],
] as const)("what was typed of a kind is all that is handed on: %j", (typed, credentials) => {
  const draft = { ...emptyCredentials, token: "of another kind", ...typed };
  expect(checkCredentials(draft)).toEqual({ ok: true, credentials });
});

it.each(["user", "token", "nkey", "creds", "jwt"] as const)(
  "an empty form of kind %s names the field that is missing",
  (kind) => {
    const checked = checkCredentials({ ...emptyCredentials, kind });
    expect(checked).toMatchObject({ ok: false });
    expect(JSON.stringify(checked)).toContain("This is empty.");
  },
);
