import { describe, expect, it } from "vitest";
import { noOwnSecrets, ownSecretsOf } from "./own-secrets";

const token = { kind: "token", token: "c4nary" } as const;
const jwtOf = (claims: object) =>
  `eyJhbGciOiJ4In0.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;

describe("T18 what a server tells of the console's own credentials", () => {
  it.each(["2.9.10", "2.10.27", "2.11.0", "2.11.0-RC.1", "", "new"])(
    "is a token's all in version %j",
    (version) => {
      const { deny, hidden, inConnz } = ownSecretsOf(token, version);
      expect(deny).toEqual(["$SYS.REQ.USER.INFO"]);
      expect(hidden).toContain("$JS.EVENT.ADVISORY.API");
      expect(inConnz).toBe(true);
    },
  );

  it("is what others in the cluster tell of it, where this server is new", () => {
    expect(ownSecretsOf(token, "2.15.1")).toEqual({ ...noOwnSecrets, inConnz: true });
  });

  it("is a JWT that takes no seed, in any version", () => {
    const bearer = jwtOf({ nats: { bearer_token: true } });
    expect(ownSecretsOf({ kind: "jwt", jwt: bearer }, "2.15.1").inConnz).toBe(true);
    const creds = `-----BEGIN NATS USER JWT-----\n${bearer}\n------END NATS USER JWT------\n`;
    expect(ownSecretsOf({ kind: "creds", creds }, "2.15.1").inConnz).toBe(true);
    expect(ownSecretsOf({ kind: "jwt", jwt: jwtOf({ nats: {} }) }, "2.9.10")).toBe(noOwnSecrets);
  });

  it("is nothing of a user, a key, or nobody", () => {
    const user = { kind: "user", user: "ada", password: "c4nary" } as const;
    expect(ownSecretsOf(user, "2.9.10")).toBe(noOwnSecrets);
    expect(ownSecretsOf({ kind: "none" }, "2.9.10")).toBe(noOwnSecrets);
  });
});
