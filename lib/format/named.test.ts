import { describe, expect, it } from "vitest";
import { adviseName, checkName } from "./name";
import { adviseSubject, checkSubject } from "./subject";

const any = { wildcards: true, reserved: true };
const literal = { wildcards: false, reserved: false };

describe("a subject", () => {
  it.each([
    "orders",
    "orders.created",
    "orders.*.eu",
    "orders.>",
    ">",
    "$JS.EVENT.>",
    "größe.x",
    "a>.b",
  ])("%s can be subscribed to", (subject) => {
    expect(checkSubject(subject, any)).toBeUndefined();
  });

  it.each([
    ["", /Give a subject/],
    ["a b", /no spaces/],
    ["a\u0000b", /control/],
    ["a..b", /token is empty/],
    [".a", /token is empty/],
    ["a.", /token is empty/],
    ["a.>.b", /comes last/],
  ])("%j can't, and it is said why", (subject, why) => {
    expect(checkSubject(subject, any)).toMatch(why);
  });

  it.each([
    ["orders.*", /no \* and no >/],
    ["orders.>", /no \* and no >/],
    ["$SYS.REQ", /belong to NATS/],
  ])("%s can't be published to", (subject, why) => {
    expect(checkSubject(subject, literal)).toMatch(why);
  });

  it.each([
    [">", /every subject/],
    ["*.created", /first token/],
    ["orders.v*", /tokens of their own/],
    [Array.from({ length: 17 }, () => "a").join("."), /16 tokens/],
    [`orders.${"a".repeat(260)}`, /256 bytes/],
    ["orders.größe", /every client/],
    ["Orders.created", /Capitals count/],
  ])("%s can be used, with advice", (subject, advice) => {
    expect(adviseSubject(subject)).toMatch(advice);
  });

  it.each(["orders.created", "ORDERS.>", "orders.*.eu-west_1", "$JS.EVENT.ADVISORY.>"])(
    "%s needs no advice",
    (subject) => {
      expect(adviseSubject(subject)).toBeUndefined();
    },
  );
});

describe("a name", () => {
  it.each([
    ["", /Give the stream a name/],
    ["a.b", /no dots/],
    ["a b", /no spaces/],
    ["a*", /no \*/],
    ["a>", /no >/],
    ["a/b", /no \//],
    ["a\\b", /no \\/],
    ["ü".repeat(128), /at most 255 bytes; this has 256/],
  ])("%s can't be a stream's, and it is said why", (name, why) => {
    expect(checkName(name, "stream")).toMatch(why);
  });

  it("of a bucket has letters, digits, - and _ only", () => {
    expect(checkName("größe", "bucket")).toMatch(/no ö/);
    expect(checkName("größe", "stream")).toBeUndefined();
    expect(checkName("my-Bucket_1", "bucket")).toBeUndefined();
  });

  it("that is long or unusual is advised against", () => {
    expect(adviseName("a".repeat(33))).toMatch(/32 letters/);
    expect(adviseName("größe")).toMatch(/every client/);
    expect(adviseName("ORDERS")).toBeUndefined();
  });
});
