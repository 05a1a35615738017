import { expect, it } from "vitest";
import { diffValues } from "@/lib/format/diff";
import { toComparable } from "./comparable";
import { emptyDraft, toSettings } from "./draft";

const stored = toSettings({
  ...emptyDraft,
  label: "prod",
  urls: "nats://a:4222",
  auth: { ...emptyDraft.auth, kind: "user", user: "ops", password: { is: "stored" } },
});

it("shows that a secret is typed anew, and never the secret", () => {
  const after = toSettings({
    ...emptyDraft,
    label: "prod",
    urls: "nats://a:4222",
    readOnly: true,
    auth: {
      ...emptyDraft.auth,
      kind: "user",
      user: "ops",
      password: { is: "typed", text: "canary" },
    },
    tls: { ca: "", cert: "", key: { is: "typed", text: "canary" }, handshakeFirst: false },
    system: { ...emptyDraft.system, kind: "token", token: { is: "typed", text: "canary" } },
  });
  expect(diffValues(toComparable(stored), toComparable(after))).toEqual([
    {
      path: ["Authentication", "Password"],
      kind: "changed",
      before: "stored",
      after: "typed anew",
    },
    { path: ["System account", "Kind"], kind: "changed", before: "None", after: "Token" },
    { path: ["System account", "Token"], kind: "added", after: "typed anew" },
    { path: ["Key"], kind: "changed", before: "none", after: "typed anew" },
    { path: ["Read-only"], kind: "changed", before: "no", after: "yes" },
  ]);
  expect(JSON.stringify(toComparable(after))).not.toContain("canary");
});
