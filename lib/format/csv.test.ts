import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCsvLine, formatJsonLine } from "./csv";
import { formatFileName } from "./file-name";

/** Texts that often begin as a formula does. */
const risky = fc
  .tuple(
    fc.constantFrom("", "=", "+", "-", "@", "\t", "\r", "\0", "'", '"'),
    fc.string({ unit: "binary" }),
  )
  .map((parts) => parts.join(""));

describe("a line of CSV", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["\0x", "'\0x"],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ["a=b", "a=b"],
    ["orders.>", "orders.>"],
    ["a\nb", '"a\nb"'],
  ])("T44: %j is written as %j", (value, field) => {
    expect(formatCsvLine([value])).toBe(`${field}\r\n`);
  });

  it("keeps numbers of the console's own as they are", () => {
    expect(formatCsvLine([-5, 18_446_744_073_709_551_615n, true, undefined])).toBe(
      "-5,18446744073709551615,true,\r\n",
    );
  });

  it("T44: is read back as what it was, and no field begins a formula", () => {
    fc.assert(
      fc.property(fc.array(risky, { minLength: 1 }), (values) => {
        const read = readCsv(formatCsvLine(values));
        expect(read).toHaveLength(values.length);
        read.forEach((field, index) => {
          expect(field).not.toMatch(/^[=+\-@\t\r\0]/);
          expect(field.replace(/^'(?=[=+\-@\t\r\0])/, "")).toBe(
            values[index]?.replace(/^'(?=[=+\-@\t\r\0])/, ""),
          );
        });
      }),
    );
  });
});

it("a line of JSON leaves out what is not known", () => {
  expect(
    formatJsonLine([
      ["a", undefined],
      ["b", "\n"],
      ["c", 2n ** 63n],
    ]),
  ).toBe('{"b":"\\n","c":9223372036854775808}\n');
});

it.each([
  ["Streams", "Streams.csv"],
  ["../../etc/passwd", "-..-etc-passwd.csv"],
  ["CON", "_CON.csv"],
  ["a\r\nb\u202e", "a--b-.csv"],
  ["", "export.csv"],
  ["x".repeat(300), `${"x".repeat(120)}.csv`],
])("T39: a file of %j is called %j", (name, file) => {
  expect(formatFileName(name, "csv")).toBe(file);
});

/** One record, as RFC 4180 reads it. */
function readCsv(line: string): string[] {
  const found = line.slice(0, -2).matchAll(/("(?:[^"]|"")*"|[^,"]*)(,|$)/g);
  const all = [...found].map(([, field = "", end]) => ({ field, isLast: end === "" }));
  return all.slice(0, all.findIndex(({ isLast }) => isLast) + 1).map(({ field }) => {
    return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
  });
}
