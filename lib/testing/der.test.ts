import { describe, expect, it } from "vitest";
import { bits, boolean, field, integer, octets, oid, sequence, time, utf8 } from "./der";

const hex = (bytes: Buffer): string => bytes.toString("hex");

// The right sides are X.690's and RFC 5280's own forms, also what `openssl asn1parse` reads.
describe("distinguished encoding", () => {
  it("writes short and long lengths", () => {
    expect(hex(octets(Buffer.alloc(2)))).toBe("04020000");
    expect(hex(octets(Buffer.alloc(128))).slice(0, 6)).toBe("048180");
    expect(hex(octets(Buffer.alloc(300))).slice(0, 8)).toBe("0482012c");
  });

  it("writes numbers without needless zeros, and never as negative", () => {
    expect(hex(integer(Buffer.from([0, 0, 5])))).toBe("020105");
    expect(hex(integer(Buffer.from([0x80])))).toBe("02020080");
    expect(hex(integer(Buffer.from([0])))).toBe("020100");
  });

  it("writes object identifiers", () => {
    expect(hex(oid("1.2.840.10045.4.3.2"))).toBe("06082a8648ce3d040302");
    expect(hex(oid("2.5.4.3"))).toBe("0603550403");
  });

  it("writes times in the form of their century", () => {
    expect(hex(time(new Date("2049-12-31T23:59:59.999Z")))).toBe(
      `170d${Buffer.from("491231235959Z").toString("hex")}`,
    );
    expect(hex(time(new Date("2050-01-01T00:00:00Z")))).toBe(
      `180f${Buffer.from("20500101000000Z").toString("hex")}`,
    );
  });

  it("nests", () => {
    expect(hex(sequence(boolean(true), utf8("a")))).toBe("30060101ff0c0161");
    expect(hex(field(0, integer(Buffer.from([2]))))).toBe("a003020102");
    expect(hex(field(2, Buffer.from("a"), false))).toBe("820161");
    expect(hex(bits(Buffer.from([0x06]), 1))).toBe("03020106");
  });
});
