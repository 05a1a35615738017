import { describe, expect, it } from "vitest";
import { encodeMessagePack } from "./message-pack";
import { placeCount, readingLetter } from "./telemetry";

const atMs = Date.parse("2026-03-02T09:30:00Z");
const round = Array.from({ length: placeCount }, (_, index) => readingLetter(7, index, atMs));

describe("telemetry", () => {
  it("is the same every time", () => {
    expect(Array.from({ length: placeCount }, (_, index) => readingLetter(7, index, atMs))).toEqual(
      round,
    );
    expect(readingLetter(8, 3, atMs)).not.toEqual(readingLetter(7, 3, atMs));
  });

  it("goes round all sensors of all warehouses", () => {
    expect(new Set(round.map(({ subject }) => subject)).size).toBe(40);
    expect(readingLetter(7, placeCount, atMs).subject).toBe(round[0]?.subject);
  });

  it("sends packed structs of 24 bytes from old devices", () => {
    const packed = round.filter(
      ({ headers }) => headers["Content-Type"] === "application/vnd.fernway.reading",
    );
    expect(packed).toHaveLength(20);
    for (const { body } of packed) {
      const bytes = Buffer.from(body);
      expect(bytes).toHaveLength(24);
      expect(bytes.toString("latin1", 0, 2)).toBe("FW");
      expect(bytes.readBigUInt64BE(8)).toBe(BigInt(atMs));
    }
  });

  it("sends MessagePack maps from newer ones", () => {
    const { subject, body } = readingLetter(7, 0, atMs);
    expect(subject).toBe("telemetry.rotterdam.temperature");
    const bytes = Buffer.from(body);
    expect(bytes.readUInt8(0)).toBe(0x86);
    expect(bytes.includes("ROT-temp")).toBe(true);
  });
});

describe("MessagePack", () => {
  it("encodes each kind as the format says", () => {
    const hex = (map: Parameters<typeof encodeMessagePack>[0]) =>
      Buffer.from(encodeMessagePack(map)).toString("hex");
    expect(hex({})).toBe("80");
    expect(hex({ a: 5 })).toBe("81a16105");
    expect(hex({ a: 300 })).toBe("81a161cd012c");
    expect(hex({ a: 1_700_000_000_000 })).toBe("81a161cf0000018bcfe56800");
    expect(hex({ a: -1.5 })).toBe("81a161cbbff8000000000000");
    expect(hex({ a: true, b: "ok" })).toBe("82a161c3a162a26f6b");
  });

  it("refuses what its small form can't hold", () => {
    expect(() => encodeMessagePack({ a: "x".repeat(32) })).toThrow(RangeError);
  });
});
