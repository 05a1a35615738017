import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable } from "./printable";
import { shellCommand } from "./shell-quote";

const hostile = [
  "$(id)",
  "`id`",
  "a'b",
  "''",
  'a"b',
  "a\\",
  "a b\tc",
  "first\nsecond; id",
  "\u001b]0;owned\u0007",
  "\u009b31m",
  "left\u202eright\u2066",
  "line\u2028line",
  "Größe 日本 🚀",
  "-rf",
  "--help",
  "~root",
  "*",
  "orders.>",
  "!!",
  "#x",
  "a&b|c<d",
  "{a,b}",
  "=ls",
  "",
];

/** What a shell makes of the words behind `printf`. */
function shellReads(command: string): string[] {
  const text = execFileSync("bash", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
  return text.split("\0").slice(0, -1);
}

describe("a command to copy", () => {
  it("is bare where nothing needs quotes", () => {
    expect(shellCommand(["nats", "stream", "info", "ORDERS"])).toBe("nats stream info ORDERS");
    expect(shellCommand(["--deliver=all", "=ls"])).toBe("--deliver=all '=ls'");
  });

  it.each(hostile)("T45: is read by a shell as the one word %j", (name) => {
    const command = shellCommand([name]);
    expect(shellReads(command)).toEqual([printable(name)]);
    expect(command).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it("T45: keeps its words apart, and runs nothing that a name says", () => {
    const words = ["stream", "info", ...hostile];
    expect(shellReads(shellCommand(words))).toEqual(words.map(printable));
  });

  it("T45: can be written again by the shell itself, and means the same", () => {
    const command = shellCommand(hostile);
    const again = execFileSync("bash", ["-c", `printf '%q ' ${command}`], { encoding: "utf8" });
    expect(shellReads(again)).toEqual(hostile.map(printable));
  });

  it("T45: holds for any text", () => {
    const words = fc.array(fc.string({ unit: "binary", maxLength: 12 }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(words, (names) => {
        expect(shellReads(shellCommand(names))).toEqual(names.map(printable));
      }),
      { numRuns: 40 },
    );
  });
});
