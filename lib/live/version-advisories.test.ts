import { describe, expect, it } from "vitest";
import { advisoriesOf } from "./version-advisories";

const idsOf = (version: string) => advisoriesOf(version).map(({ id }) => id);

describe("[T27] what is known of a nats-server's version", () => {
  it.each(["2.14.0", "2.14.3", "2.15.1", "2.12.7", "2.12.14", "2.11.16", "3.0.0", "v2.14.0"])(
    "is nothing for %s",
    (version) => expect(idsOf(version)).toEqual([]),
  );

  it.each([
    ["2.12.6", ["GHSA-38x3-76xf-cq45", "GHSA-jx8g-9g95-6322"]],
    ["2.11.15", ["GHSA-38x3-76xf-cq45", "GHSA-jx8g-9g95-6322"]],
    ["2.13.0", ["GHSA-38x3-76xf-cq45", "GHSA-jx8g-9g95-6322"]],
    ["2.14.0-RC.1", ["GHSA-38x3-76xf-cq45", "GHSA-jx8g-9g95-6322"]],
  ])("is for %s what only the newest releases mend", (version, ids) => {
    expect(idsOf(version)).toEqual(ids);
  });

  it.each([
    ["2.12.5", "CVE-2026-33217", true],
    ["2.12.4", "CVE-2026-27889", true],
    ["2.12.5", "CVE-2026-27889", false],
    ["2.11.13", "CVE-2026-27889", true],
    ["2.11.14", "CVE-2026-27889", false],
    ["2.12.2", "CVE-2026-27571", true],
    ["2.11.12", "CVE-2026-27571", false],
    ["2.11.0", "CVE-2025-30215", true],
    ["2.10.26", "CVE-2025-30215", true],
    ["2.10.27", "CVE-2025-30215", false],
    ["2.9.10", "CVE-2025-30215", true],
    ["2.10.29", "CVE-2026-33222", true],
    ["2.1.9", "CVE-2026-27889", false],
  ])("counts for %s %s: %s", (version, id, isIn) => {
    expect(idsOf(version).includes(id)).toBe(isIn);
  });

  it.each(["", "unknown", "2", "2.10", "latest"])(
    "is nothing for what is no version: %j",
    (version) => expect(idsOf(version)).toEqual([]),
  );
});
