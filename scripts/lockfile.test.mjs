import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { project } from "./run.mjs";

const text = readFileSync(join(project, "package-lock.json"), "utf8");
/** @type {Record<string, {version?: string, os?: string[], cpu?: string[], optional?: boolean, hasInstallScript?: boolean, optionalDependencies?: Record<string, string>}>} */
const packages = JSON.parse(text).packages;
const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

describe("the lockfile", () => {
  it("[T58] holds no address that a package would be fetched from", () => {
    expect(text).not.toContain('"resolved"');
  });

  it("holds what every platform needs, or npm ci would refuse it (npm run lockfile)", () => {
    const missing = Object.values(packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}).filter(
        (name) => !packages[`node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it("says of each native package which platform it is for", () => {
    const anywhere = Object.entries(packages)
      .filter(([, { optional, os, cpu }]) => optional && !os && !cpu)
      .map(([path]) => path)
      .filter((path) => /(darwin|win32|android|freebsd|arm64|x64)/.test(path));
    expect(anywhere).toEqual([]);
  });

  it("[T58] pins every direct dependency to one version", () => {
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(ranges.filter((range) => !/^\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });

  it("[T58] depends directly on few publishers: a malicious release comes by an account of one", () => {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const publishers = new Set(
      names.map((name) => (name.startsWith("@") ? name.split("/")[0] : name)),
    );
    expect(publishers.size).toBeLessThanOrEqual(40);
    expect(names.length).toBeLessThanOrEqual(55);
  });

  it.each([
    ["next", [16, 3, 5]],
    ["ws", [8, 21, 0]],
  ])("[T59] has no %s below its security floor", (name, floor) => {
    const version = (packages[`node_modules/${name}`]?.version ?? "0").split(".").map(Number);
    const difference = floor
      .map((part, index) => (version[index] ?? 0) - part)
      .find((d) => d !== 0);
    expect(difference ?? 0).toBeGreaterThanOrEqual(0);
  });
});
