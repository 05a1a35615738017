import fc from "fast-check";
import { expect, it, test } from "vitest";
import { formatDownloadAddress, parseDownloadAddress } from "@/lib/format/download-address";
import { parseRequestTarget } from "./request-target";

const origin = "http://localhost:3222";
const watch = "aB3".repeat(6);
const place = (name: string) => ({ connectionId: "local", bucket: "files", name });

test.each([
  ["a.txt", "/a.txt"],
  ["invoices/2026/no 7.pdf", "/invoices/2026/no%207.pdf"],
  ["資料/Ærø.txt", "/%E8%B3%87%E6%96%99/%C3%86r%C3%B8.txt"],
  ["100%2Fx?#&=", "/100%252Fx%3F%23%26%3D"],
  ["../../etc/passwd", "?name=..%2F..%2Fetc%2Fpasswd"],
  ["a//b", "?name=a%2F%2Fb"],
  ["/a", "?name=%2Fa"],
  ["folder/", "?name=folder%2F"],
  ["a\\b", "?name=a%5Cb"],
  ["a\r\nb", "?name=a%0D%0Ab"],
  [".", "?name=."],
])("an object called %j is downloaded from %s", (name, rest) => {
  expect(formatDownloadAddress(place(name))).toBe(`/api/c/local/objects/files${rest}`);
});

it("every name passes the front door and is read as it was written", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "%2f",
      "%",
      "?",
      "#",
      "&",
      "+",
      " ",
      "\r\n",
      "\0",
      "\x85",
    ),
    fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 10 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(name, fc.constantFrom(undefined, watch), (written, watched) => {
      const address = formatDownloadAddress(place(written), watched);
      expect(parseRequestTarget(address)).toMatchObject({ ok: true });
      expect(parseDownloadAddress(`${origin}${address}`)).toEqual({
        ok: true,
        value: { bucket: "files", name: written, watch: watched },
      });
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["", "It has no name."],
  ["/", "It has no name."],
  ["/a?name=b", "It has two names."],
  ["?name=a&name=b", "One parameter stands twice."],
  ["/a?watch=short", "See watch."],
  ["/a?watch=../../../../../../..", "See watch."],
  ["/a?range=1", "See range."],
])("the address that ends with %j is refused: %s", (rest, why) => {
  expect(parseDownloadAddress(`${origin}/api/c/local/objects/files${rest}`)).toEqual({
    ok: false,
    why,
  });
});
