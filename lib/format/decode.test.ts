import { randomBytes } from "node:crypto";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { encode as toMsgpack } from "@msgpack/msgpack";
import { encode as toCbor } from "cborg";
import { describe, expect, it } from "vitest";
import { decode } from "./decode";
import { mayBeEncoded } from "./decode-sniff";
import type { DecoderChoice } from "./decoded";
import { parseJson } from "./json-text";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const order = { id: "o-42", total: 18_446_744_073_709_551_615n, items: [{ sku: "a" }] };
const orderJson = '{"id":"o-42","total":18446744073709551615,"items":[{"sku":"a"}]}';
/** Made by zstd 1.5 of `{"order":"o-42","total":18446744073709551615}`. */
const zstd = "KLUv/QRYaQEAeyJvcmRlciI6Im8tNDIiLCJ0b3RhbCI6MTg0NDY3NDQwNzM3MDk1NTE2MTV9LiHsjw==";
/** 6,000,000 zeros, by zstd -19. */
const zstdOfZeros =
  "KLUv/QRoTAAACAABAPz/ORACAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAACABAAAgAQAAIAEAADbAwAqvoCcg==";

async function decoded(bytes: Uint8Array, choice: DecoderChoice = "auto") {
  const { steps, bytes: out, isCut, fault } = await decode(new Uint8Array(bytes), choice);
  return { steps: steps.join(" → "), out, isCut, fault };
}

describe("a payload is recognised", () => {
  it.each([
    ["gzip → JSON", gzipSync(orderJson)],
    ["deflate → JSON", deflateSync(orderJson)],
    ["base64 → JSON", bytesOf(btoa(orderJson))],
    ["base64 → gzip → JSON", bytesOf(gzipSync(orderJson).toString("base64"))],
    ["base64 → gzip → JSON", bytesOf(`${gzipSync(orderJson).toString("base64url")}\n`)],
    ["gzip → MessagePack", gzipSync(toMsgpack(order, { useBigInt64: true }))],
    ["MessagePack", toMsgpack(order, { useBigInt64: true })],
    ["CBOR", toCbor(order)],
  ])("as %s, every digit kept", async (steps, bytes) => {
    expect(mayBeEncoded(new Uint8Array(bytes))).toBe(true);
    const read = await decoded(bytes);
    expect([read.steps, read.fault]).toEqual([steps, undefined]);
    expect(parseJson(textOf(read.out))).toEqual(order);
  });

  it("as zstd, and as text in gzip or base64", async () => {
    const small = await decoded(fromBase64(zstd));
    expect([small.steps, textOf(small.out)]).toEqual([
      "zstd → JSON",
      '{"order":"o-42","total":18446744073709551615}',
    ]);
    expect((await decoded(gzipSync("a line of a log\n"))).steps).toBe("gzip → text");
    const words = await decoded(bytesOf(btoa("some words to read")));
    expect([words.steps, textOf(words.out)]).toEqual(["base64 → text", "some words to read"]);
  });

  it("as Protobuf, where a text and small numbers say so", async () => {
    // 1: "order-42", 2: 150, 3: { 1: "sku" }, 4: -1, 5: 0.1 (float), 6: bytes
    const hex = "0a086f726465722d34321096011a050a03736b7520ffffffffffffffffff012dcdcccc3d3202fffe";
    const read = await decoded(new Uint8Array(Buffer.from(hex, "hex")));
    expect(read.steps).toBe("Protobuf");
    expect(parseJson(textOf(read.out))).toEqual({
      "1 LEN": "order-42",
      "2 VARINT": 150,
      "3 LEN": { "1 LEN": "sku" },
      "4 VARINT": { uint64: 18_446_744_073_709_551_615n, int64: -1 },
      "5 I32": { fixed32: 1_036_831_949, float: 0.1 },
      "6 LEN": "h'fffe'",
    });
  });

  it("not where it is only like one: words, ids, numbers, pictures, odd bytes", async () => {
    const plain = [
      '{"n":1}',
      "internationalization",
      "550e8400e29b41d4a716446655440000",
      "deadbeefdeadbeefdeadbeef",
      "4dQ7kK0wPzJ1sVb2mXyL9A",
      "MDGR3VN2QKJZ7XW5TYHB4CFA",
      "line\nline\nline\nline\n",
    ];
    for (const text of plain)
      expect([text, (await decoded(bytesOf(text))).steps]).toEqual([text, ""]);
    const odd = [
      "000102fffe80",
      "80",
      "90",
      "a0",
      "8101",
      "9101",
      "0000000000000042",
      "83c0c1c2c3ff",
    ];
    for (const hex of odd) {
      const { steps, fault } = await decoded(new Uint8Array(Buffer.from(hex, "hex")));
      expect([hex, steps, fault]).toEqual([hex, "", undefined]);
    }
  });

  it("never without cause: of bytes by chance, next to none", async () => {
    const guessed: string[] = [];
    for (let n = 0; n < 8_000; n++) {
      const bytes = randomBytes(1 + (n % 40));
      const { steps } = await decoded(bytes);
      if (steps !== "") guessed.push(`${steps}: ${bytes.toString("hex")}`);
    }
    expect(guessed.length, guessed.join("\n")).toBeLessThan(3);
  });
});

describe("a payload is read as somebody chooses", () => {
  it("whatever it looks like", async () => {
    const raw = await decoded(deflateRawSync(orderJson), "deflate");
    expect([raw.steps, textOf(raw.out)]).toEqual(["deflate → JSON", orderJson]);
    const ints = await decoded(toMsgpack({ 1: "a" }), "msgpack");
    expect(parseJson(textOf(ints.out))).toEqual({ 1: "a" });
    expect((await decoded(bytesOf("[1"), "text")).steps).toBe("text");
    expect((await decoded(bytesOf("d29yZA=="), "base64")).steps).toBe("base64 → text");
  });

  it.each<[DecoderChoice, Uint8Array, RegExp]>([
    ["json", bytesOf("{nope"), /^JSON: .*JSON/],
    ["gzip", bytesOf("no gzip at all"), /^gzip: .*header/],
    ["gzip", gzipSync(orderJson).subarray(0, 30), /^gzip: ./],
    ["zstd", fromBase64(zstd).subarray(0, 20), /^zstd: unexpected EOF/],
    ["zstd", bytesOf("hello, world"), /^zstd: there is no frame at byte 0/],
    ["base64", bytesOf("what? no!"), /^base64: it has other letters/],
    ["msgpack", new Uint8Array([0x81, 0xa1]), /^MessagePack: it claims 2 values, and ends before/],
    ["msgpack", new Uint8Array([1, 2]), /^MessagePack: it ends at byte 1 of 2/],
    ["cbor", new Uint8Array([0xa1, 0x61]), /^CBOR: ./],
    ["protobuf", new Uint8Array([0x0f, 1]), /^Protobuf: at byte 1 stands wire type 7/],
  ])("or is left as it is, with the reason: %s", async (choice, bytes, reason) => {
    const { steps, out, fault } = await decoded(bytes, choice);
    expect(steps).toBe("");
    expect(out).toEqual(new Uint8Array(bytes));
    expect(`${fault?.step}: ${fault?.why}`).toMatch(reason);
  });

  it("with dates, bytes and marks of CBOR and MessagePack as somebody reads them", async () => {
    const at = new Date("2026-11-21T12:03:05.123Z");
    const packed = await decoded(toMsgpack({ at, raw: new Uint8Array([0, 255]), not: Number.NaN }));
    expect(parseJson(textOf(packed.out))).toEqual({
      ...{ at: "2026-11-21T12:03:05.123Z", raw: "h'00ff'", not: "NaN" },
    });
    // 55799({1: 1(1363896240), "big": 2(h'010000000000000000'), "uri": 32("x"), -2: true})
    const hex = "d9d9f7a401c11a514b67b063626967c249010000000000000000637572 69d820617821f5";
    const cbor = await decoded(new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex")));
    expect(parseJson(textOf(cbor.out))).toEqual({
      1: "2013-03-21T20:04:00Z",
      big: 18_446_744_073_709_551_616n,
      uri: { "tag 32": "x" },
      "-2": true,
    });
  });
});

describe("[T42] a bomb", () => {
  it("of gzip or zstd is cut while it streams", async () => {
    const mib = 1_024 * 1_024;
    const bomb = gzipSync(new Uint8Array(300 * mib), { level: 9 });
    const before = process.memoryUsage().arrayBuffers;
    for (const bytes of [bomb, fromBase64(zstdOfZeros)]) {
      const { out, isCut, steps } = await decoded(bytes);
      expect([out.length, isCut]).toEqual([4 * mib, true]);
      expect(steps).toMatch(/^(gzip|zstd)/);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * mib);
  });

  it("of zstd that wants more memory than it may is refused by its head", async () => {
    const wide = new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00]);
    expect((await decoded(wide)).fault?.why).toMatch(/^it wants a window of 2147483648 bytes/);
  });

  it.each<[DecoderChoice, string, Uint8Array]>([
    ["msgpack", "deeper than 64", new Uint8Array(1_024 * 1_024).fill(0x91)],
    ["msgpack", "claims 4294967295 values", new Uint8Array([0xdd, 255, 255, 255, 255, 1, 2, 3])],
    ["msgpack", "more than 100000 values", manyNulls()],
    ["cbor", "deeper than 64|more than 100000", new Uint8Array(1_024 * 1_024).fill(0x81)],
    ["cbor", "deeper than 64", new Uint8Array([...new Array(5_000).fill(0x81), 0])],
    ["cbor", "not enough|ends|Unexpected", new Uint8Array([0x9b, 0, 0, 0, 1, 0, 0, 0, 0])],
    ["protobuf", "more than 100000 values", new Uint8Array(1_024 * 1_024).fill(8)],
    ["protobuf", "nested too deep", new Uint8Array(1_024 * 1_024).fill(0x0b)],
  ])("of %s is refused: %s", async (choice, reason, bytes) => {
    const { out, fault } = await decoded(bytes, choice);
    expect(out.length).toBe(bytes.length);
    expect(fault?.why).toMatch(new RegExp(reason));
    expect((await decoded(bytes)).steps).toBe("");
  });

  it("of nested Protobuf messages ends at the depth that is shown", async () => {
    let message: Uint8Array = bytesOf("");
    while (message.length < 6_000) message = field(1, message);
    const { out, steps } = await decoded(message, "protobuf");
    expect(steps).toBe("Protobuf");
    expect(textOf(out)).toContain("b64'");
  });

  it("that is too large to begin with is not begun", async () => {
    const large = gzipSync(crypto.getRandomValues(new Uint8Array(65_536)));
    const bytes = new Uint8Array(2 * 1_024 * 1_024);
    bytes.set(large);
    expect((await decoded(bytes)).fault).toEqual({
      ...{ step: "gzip", why: "it is larger than 1 MiB, and no more is decoded here" },
    });
    expect((await decoded(new Uint8Array(2 * 1_024 * 1_024))).fault).toBeUndefined();
  });
});

function manyNulls(): Uint8Array {
  const bytes = new Uint8Array(5 + 200_000).fill(0xc0);
  bytes.set([0xdd, 0, 3, 0x0d, 0x40]);
  return bytes;
}

/** A field of bytes, its length as a varint of up to three bytes. */
function field(number: number, value: Uint8Array): Uint8Array {
  const length: number[] = [];
  let left = value.length;
  do {
    length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return new Uint8Array([number * 8 + 2, ...length, ...value]);
}
