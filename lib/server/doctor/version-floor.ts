import { compareVersions, hasMinor } from "@/lib/server/embedded/version";

// security.md, section 4: the first patch of each minor with every known fix.
const floors = [
  { minor: "2.11", version: "2.11.16" },
  { minor: "2.12", version: "2.12.7" },
];
const current = "2.14.0";

/** The version to move to when this one has known security faults; undefined when it has none. */
export function saferVersion(version: string): string | undefined {
  if (compareVersions(version, current) >= 0) return undefined;
  const floor = floors.find(({ minor }) => hasMinor(version, minor));
  if (!floor) return current;
  return compareVersions(version, floor.version) >= 0 ? undefined : floor.version;
}
