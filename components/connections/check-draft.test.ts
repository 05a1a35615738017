import { describe, expect, it } from "vitest";
import { checkDraft, faultOfRefusal } from "./check-draft";
import { type AuthDraft, type Draft, emptyDraft } from "./draft";

const good: Draft = { ...emptyDraft, label: "prod", urls: "nats://a:4222" };
const around = { otherLabels: ["local"], isHttps: false };
const faults = (changes: Partial<Draft>, surroundings = around) =>
  checkDraft({ ...good, ...changes }, surroundings);
const withAuth = (auth: Partial<AuthDraft>) => faults({ auth: { ...emptyDraft.auth, ...auth } });
const typed = (text: string) => ({ is: "typed" as const, text });

describe("the checks of a connection's form", () => {
  it("find nothing in the least that is enough", () => {
    expect(faults({})).toEqual({});
  });

  it("want a name that is not taken", () => {
    expect(faults({ label: " " }).label).toMatch(/name/);
    expect(faults({ label: "local" }).label).toContain('"local"');
    expect(faults({ label: "LOCAL" }).label).toContain('"LOCAL"');
  });

  it.each(["nats://a", "tls://a:1", "ws://a/path", "wss://[::1]:443", "a:4222", "a"])(
    "take the address %s",
    (urls) => expect(faults({ urls })).toEqual({}),
  );

  it.each([
    ["", /at least one/],
    ["http://a", /http:\/\/ is none/],
    ["nats://ann:secret@a", /Authentication/],
    ["nats://a:4222\nnats://:x", /host:port/],
  ])("say what is wrong with the address %s", (urls, words) => {
    expect(faults({ urls }).urls).toMatch(words);
    expect(faults({ urls }).urls).not.toContain("secret");
  });

  it("know what a browser can open by itself", () => {
    const direct = { transport: "direct" } as const;
    expect(faults({ ...direct, urls: "nats://a" }).urls).toMatch(/only ws/);
    expect(faults({ ...direct, urls: "ws://a" }).urls).toBeUndefined();
    expect(faults({ ...direct, urls: "ws://a" }, { ...around, isHttps: true }).urls).toMatch(/wss/);
  });

  it("want a domain or an API prefix, not both", () => {
    const both = faults({ jetstreamDomain: "hub", apiPrefix: "JS.hub.API" });
    expect(both.jetstreamDomain).toMatch(/one of the two/);
  });

  it("want subjects that can be subjects", () => {
    expect(faults({ tailSubjects: "orders.>\na..b" }).tailSubjects).toContain('"a..b"');
    expect(faults({ inboxPrefix: "_INBOX.>" }).inboxPrefix).toMatch(/wildcards/);
  });

  it("want a certificate and its key together", () => {
    const pem = "-----BEGIN CERTIFICATE-----";
    const tls = emptyDraft.tls;
    expect(faults({ tls: { ...tls, cert: pem } })["tls.key"]).toMatch(/key/);
    expect(faults({ tls: { ...tls, key: typed(pem) } })["tls.cert"]).toMatch(/certificate/);
    expect(faults({ tls: { ...tls, ca: "/etc/ca.pem" } })["tls.ca"]).toMatch(/no PEM/);
  });

  it.each<[Partial<AuthDraft>, string, RegExp]>([
    [{ kind: "user" }, "auth.user", /name/],
    [{ kind: "token" }, "auth.token", /token/],
    [{ kind: "nkey", seed: typed(`U${"A".repeat(55)}`) }, "auth.seed", /public key/],
    [{ kind: "nkey" }, "auth.seed", /seed/],
    [{ kind: "creds", creds: typed("hello") }, "auth.creds", /no credentials file/],
    [{ kind: "creds", creds: typed("BEGIN NATS USER JWT") }, "auth.creds", /no seed/],
    [{ kind: "jwt", jwt: typed("hello") }, "auth.jwt", /no JWT/],
  ])("say what is wrong with the credential %o", (auth, field, words) => {
    expect(Object.entries(withAuth(auth))).toEqual([[field, expect.stringMatching(words)]]);
  });

  it("find nothing wrong with what the server keeps", () => {
    const stored = { is: "stored" } as const;
    expect(withAuth({ kind: "creds", creds: stored })).toEqual({});
    expect(withAuth({ kind: "nkey", seed: stored })).toEqual({});
  });
});

describe("what the console finds wrong", () => {
  const refusal = { kind: "console", title: "It was not saved", detail: "No seed in it." } as const;

  it("stands at the field that it names, whichever line of it", () => {
    expect(faultOfRefusal({ ...refusal, field: "auth.creds", hint: "Check it." })).toEqual({
      "auth.creds": "No seed in it. Check it.",
    });
    const named = { ...refusal, field: "auth.token", detail: "Auth.token was stored elsewhere." };
    expect(faultOfRefusal(named)).toEqual({ "auth.token": "This was stored elsewhere." });
    expect(faultOfRefusal({ ...refusal, field: "urls[1]" })).toEqual({ urls: "No seed in it." });
  });

  it("stands in the form alone where it names none", () => {
    expect(faultOfRefusal(refusal)).toEqual({});
    expect(faultOfRefusal(null)).toEqual({});
  });
});
