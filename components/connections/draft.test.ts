import { describe, expect, it } from "vitest";
import type { AuthSettings, ConnectionSettings } from "@/lib/model/connection-settings";
import { type Draft, emptyDraft, toDraft, toSettings } from "./draft";

const saved: ConnectionSettings = {
  label: "prod",
  urls: ["nats://a:4222", "tls://b:4222"],
  transport: "gateway",
  auth: { kind: "user", user: "ann", password: { keep: true } },
  tls: { ca: "PEM", cert: "PEM", key: { keep: true }, handshakeFirst: true },
  jetstreamDomain: "hub",
  apiPrefix: "",
  inboxPrefix: "_INBOX.ann",
  monitoringUrl: "http://a:8222",
  system: { kind: "creds", creds: { keep: true } },
  colour: "red",
  production: true,
  readOnly: true,
  tailSubjects: ["orders.>"],
  publishSubjects: ["test.>"],
};

const kept = { keep: true } as const;
const everyAuth: AuthSettings[] = [
  { kind: "none" },
  { kind: "user", user: "ann", password: kept },
  { kind: "token", token: kept },
  { kind: "nkey", seed: kept },
  { kind: "creds", creds: kept },
  { kind: "jwt", jwt: kept, seed: kept },
  { kind: "jwt", jwt: kept, seed: undefined },
];

describe("the form of a connection", () => {
  it("sends back all that was saved when nothing is changed", () => {
    expect(toSettings(toDraft(saved))).toEqual(saved);
  });

  it.each(everyAuth)("keeps stored secrets of $kind without knowing them", (auth) => {
    expect(toSettings(toDraft({ ...saved, auth, system: auth }))).toMatchObject({
      auth,
      system: auth,
    });
  });

  it("does not take a stored secret of one kind for that of another", () => {
    const draft = toDraft({ ...saved, auth: { kind: "nkey", seed: kept } });
    const changed: Draft = { ...draft, auth: { ...draft.auth, kind: "jwt" } };
    expect(toSettings(changed).auth).toEqual({ kind: "jwt", jwt: { value: "" }, seed: undefined });
    const back: Draft = { ...changed, auth: { ...changed.auth, kind: "nkey" } };
    expect(toSettings(back).auth).toEqual({ kind: "nkey", seed: kept });
  });

  it("takes addresses in lines, or with commas or spaces between", () => {
    const urls = " nats://a:4222, b:4222,\n\n tls://c  ws://d/x\n";
    expect(toSettings({ ...toDraft(saved), urls }).urls).toEqual([
      ...["nats://a:4222", "b:4222", "tls://c", "ws://d/x"],
    ]);
  });

  it("[T18] tells the server nothing secret of a connection that the browser opens itself", () => {
    const direct = toSettings({ ...toDraft(saved), transport: "direct" });
    expect(direct.auth).toEqual({ kind: "none" });
    expect(direct.system).toEqual({ kind: "none" });
    expect(direct.tls.key).toBeUndefined();
  });

  it("leaves out blank lines and blanks around", () => {
    const draft: Draft = { ...emptyDraft, label: " a ", urls: " nats://a \n\n nats://b\n" };
    expect(toSettings(draft)).toMatchObject({ label: "a", urls: ["nats://a", "nats://b"] });
  });
});
