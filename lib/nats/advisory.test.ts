import { describe, expect, it } from "vitest";
import { readAdvisory } from "./advisory";
import { goDurationMs } from "./clients";

const prefix = "$JS.EVENT.ADVISORY";
const read = (subject: string, body: object) => readAdvisory(subject, JSON.stringify(body));

describe("an advisory", () => {
  it.each([
    ["STREAM.CREATED.S", {}, "stream-created"],
    ["STREAM.QUORUM_LOST.S", {}, "stream-quorum-lost"],
    ["CONSUMER.PAUSE.S.c", { paused: true }, "consumer-paused"],
    ["CONSUMER.PAUSE.S.c", { paused: false }, "consumer-resumed"],
    ["CONSUMER.MAX_DELIVERIES.S.c", { deliveries: 5 }, "message-gave-up"],
    ["SERVER.OUT_OF_STORAGE", { server: "n1" }, "server-out-of-storage"],
  ])("%s is read", (rest, body, kind) => {
    expect(read(`${prefix}.${rest}`, { stream: "S", ...body })?.kind).toBe(kind);
  });

  it("keeps a sequence exact", () => {
    const text = '{"stream":"S","consumer":"c","stream_seq":9007199254740993,"deliveries":3}';
    expect(readAdvisory(`${prefix}.CONSUMER.MAX_DELIVERIES.S.c`, text)).toEqual({
      ...{ kind: "message-gave-up", severity: "attention", stream: "S", consumer: "c" },
      ...{ sequence: 9_007_199_254_740_993n, deliveries: 3 },
    });
  });

  it("leaves out the console's own looking, but not what goes wrong with it", () => {
    const body = { stream: "S", consumer: "ui-abc" };
    expect(read(`${prefix}.CONSUMER.CREATED.S.ui-abc`, body)).toBeUndefined();
    expect(read(`${prefix}.CONSUMER.DELETED.S.ui-abc`, body)).toBeUndefined();
    expect(read(`${prefix}.CONSUMER.MSG_NAKED.S.ui-abc`, body)).toBeDefined();
  });

  it.each([
    ["unknown ones", `${prefix}.STREAM.constructor.S`, "{}"],
    ["no JSON", `${prefix}.STREAM.CREATED.S`, "<html>"],
    ["another shape", `${prefix}.STREAM.CREATED.S`, '{"stream":7}'],
    ["endless names", `${prefix}.STREAM.CREATED.S`, JSON.stringify({ stream: "x".repeat(5_000) })],
    ["depth", `${prefix}.STREAM.CREATED.S`, `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
  ])("is left out: %s (T26)", (_name, subject, text) => {
    expect(readAdvisory(subject, text)).toBeUndefined();
  });

  it("names the server that ends", () => {
    expect(read("$SYS.SERVER.NABC.SHUTDOWN", { name: "n1", id: "NABC" })).toEqual({
      ...{ kind: "server-shutdown", severity: "attention", server: "n1" },
    });
  });
});

describe("a duration as Go writes it", () => {
  it.each([
    ["242µs", 0.242],
    ["3.5ms", 3.5],
    ["1m2.5s", 62_500],
    ["1h", 3_600_000],
    ["soon", undefined],
    ["", undefined],
  ])("%s", (text, ms) => {
    expect(goDurationMs(text)).toEqual(ms === undefined ? undefined : expect.closeTo(ms, 6));
  });
});
