import fc from "fast-check";
import { expect, it, test } from "vitest";
import { toContentDisposition, toDownloadName } from "./content-disposition";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

test.each([
  ["report.pdf", "report.pdf"],
  ["invoices/2026/no 7.pdf", "no 7.pdf"],
  ["../../etc/passwd", "passwd"],
  ["..\\..\\windows\\win.ini", "win.ini"],
  ["a\r\nSet-Cookie: x=y", "aSet-Cookie- x=y"],
  ['say "hi".txt', "say -hi-.txt"],
  ["\u202egpj.exe", "gpj.exe"],
  ["CON.txt", "_CON.txt"],
  ["dir/aux", "_aux"],
  ["console.txt", "console.txt"],
  [".bashrc", "bashrc"],
  ["folder/", "folder"],
  ["..", "object"],
  ["/", "object"],
  ["", "object"],
  ["\ud800", "object"],
  ["name. . ", "name"],
  ["Ærø 資料 😀.tar.gz", "Ærø 資料 😀.tar.gz"],
  ["archive.not an ending because it is long", "archive.not an ending because it is long"],
])("T39 an object called %j becomes the file %j", (name, file) => {
  expect(toDownloadName(name)).toBe(file);
});

test("T39 a name of 300 letters is cut, and keeps its ending", () => {
  expect(toDownloadName(`${"a".repeat(300)}.json`)).toBe(`${"a".repeat(195)}.json`);
  expect(toDownloadName(`${"資".repeat(300)}.json`)).toBe(`${"資".repeat(65)}.json`);
});

test.each([
  ["no 7.pdf", `attachment; filename="no 7.pdf"; filename*=UTF-8''no%207.pdf`],
  ["Ærø.txt", `attachment; filename="_r_.txt"; filename*=UTF-8''%C3%86r%C3%B8.txt`],
  ["100%41'(x)*", `attachment; filename="100_41'(x)*"; filename*=UTF-8''100%2541%27%28x%29%2A`],
])("the header of %j has it twice", (name, header) => {
  expect(toContentDisposition(name)).toBe(header);
});

it("T39 whatever an object is called, the file stays where it is put and the header is one line of ASCII", () => {
  const letter = fc.oneof(
    fc.constantFrom("/", "\\", ".", "..", "\r\n", '"', ";", "%", "\u202e", "\0", "\ud83d", "CON"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  );
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 12 }), (letters) => {
      const name = toDownloadName(letters.join(""));
      expect(name).not.toMatch(/^\.|[/\\<>:"|?*]|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[. ]$/u);
      expect(name).not.toBe("");
      expect(bytesOf(name)).toBeLessThanOrEqual(201);
      const header = toContentDisposition(name);
      expect(header).toMatch(
        /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w!#$&+\-.^`|~%]+$/,
      );
      expect(decodeURIComponent(header.replace(/^.*''/, ""))).toBe(name);
    }),
    { numRuns: 300 },
  );
});
