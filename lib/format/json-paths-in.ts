import { addStep } from "./path";

const mostPaths = 200;
const mostLevels = 4;

/** The paths that values have, those of the first ones first; what stands in a list is `[*]`. */
export function jsonPathsIn(values: readonly unknown[]): string[] {
  const paths = new Set<string>();
  for (const value of values) collect(value, "", 0, paths);
  return [...paths];
}

function collect(value: unknown, path: string, level: number, paths: Set<string>): void {
  if (paths.size >= mostPaths) return;
  if (level > 0 && !isBranch(value)) paths.add(path);
  if (!isBranch(value) || level >= mostLevels) return;
  if (Array.isArray(value)) {
    // The first ones tell what the others are like.
    for (const item of value.slice(0, 3)) collect(item, `${path}[*]`, level + 1, paths);
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    collect(child, addStep(path, key), level + 1, paths);
  }
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
