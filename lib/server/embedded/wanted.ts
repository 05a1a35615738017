import { oldestForConsole, pinned, type Wanted } from "./pinned";
import { compareVersions, hasMinor } from "./version";

/** Does a version from somewhere on the machine satisfy what is wanted? */
export function isWanted(version: string, want: Wanted, atLeast = oldestForConsole): boolean {
  if (want === "newest") return compareVersions(version, atLeast) >= 0;
  return hasMinor(version, pinned[want].minor);
}

/** Does a version that an archive or the cache offers? There "newest" is not older than what is pinned. */
export function isPinned(version: string, want: Wanted): boolean {
  return isWanted(version, want, pinned[want].minor);
}

/** What `isWanted` asks for, in words. */
export function describeWanted(want: Wanted, atLeast = oldestForConsole): string {
  return want === "newest" ? `${atLeast} or newer` : `${pinned[want].minor}.x`;
}
