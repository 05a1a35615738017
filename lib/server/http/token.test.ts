import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBearer, takeToken } from "./token";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "natsight-token-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("the token has 256 bits, and only its owner can read it", () => {
  const token = takeToken(join(dir, "data"));
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(join(dir, "data", "token")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(dir, "data", "token"), "utf8")).toBe(`${token}\n`);
});

test("the token stays the same at the next start", () => {
  expect(takeToken(dir)).toBe(takeToken(dir));
});

test("a token that others could read is replaced", () => {
  const first = takeToken(dir);
  chmodSync(join(dir, "token"), 0o644);
  expect(takeToken(dir)).not.toBe(first);
  expect(statSync(join(dir, "token")).mode & 0o777).toBe(0o600);
});

test("a token file with something else in it is replaced", () => {
  writeFileSync(join(dir, "token"), "guess", { mode: 0o600 });
  expect(takeToken(dir)).toMatch(/^[0-9a-f]{64}$/);
});

test("a link is replaced and what it points to stays", () => {
  writeFileSync(join(dir, "other"), `${"a".repeat(64)}\n`, { mode: 0o600 });
  symlinkSync(join(dir, "other"), join(dir, "token"));
  expect(takeToken(dir)).not.toBe("a".repeat(64));
  expect(readFileSync(join(dir, "other"), "utf8")).toBe(`${"a".repeat(64)}\n`);
});

test.each([
  ["Bearer TOKEN", true],
  ["bearer TOKEN", true],
  ["Basic TOKEN", false],
  ["TOKEN", false],
  ["Bearer TOKEN ", false],
  ["Bearer ", false],
  [`Bearer ${"0".repeat(64)}`, false],
  [undefined, false],
])("Authorization %s: %s", (header, expected) => {
  const token = takeToken(dir);
  expect(isBearer(header?.replace("TOKEN", token), token)).toBe(expected);
});
