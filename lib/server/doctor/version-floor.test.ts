import { expect, it } from "vitest";
import { saferVersion } from "./version-floor";

it.each([
  ["2.15.1", undefined],
  ["2.14.0", undefined],
  ["2.14.0-RC.1", undefined],
  ["3.0.0", undefined],
  ["2.13.9", "2.14.0"],
  ["2.12.7", undefined],
  ["2.12.6", "2.12.7"],
  ["2.11.16", undefined],
  ["2.11.15", "2.11.16"],
  ["2.10.29", "2.14.0"],
  ["2.9.10", "2.14.0"],
  ["nonsense", "2.14.0"],
])("nats-server %s should be %s (T27)", (version, safer) => {
  expect(saferVersion(version)).toBe(safer);
});
