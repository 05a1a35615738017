import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInfo } from "./info";

describe("the INFO line", () => {
  it("tells who answers", () => {
    const line = 'INFO {"server_id":"NA","server_name":"a","version":"2.15.1","jetstream":true}';
    expect(parseInfo(line)).toEqual({ id: "NA", name: "a", version: "2.15.1", jetstream: true });
  });

  it.each([
    "HTTP/1.1 400 Bad Request",
    "INFO",
    "INFO null",
    "INFO []",
    'INFO {"server_id":1}',
    "INFO {",
  ])("is not %j", (line) => {
    expect(parseInfo(line)).toBeUndefined();
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void parseInfo(`INFO ${text}`)));
  });
});
