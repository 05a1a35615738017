type Compare = (a: number, b: number) => number;

/** Two sorted lists as one. */
export function mergeSorted(
  left: readonly number[],
  right: readonly number[],
  compare: Compare,
): number[] {
  const merged: number[] = [];
  let next = 0;
  for (const place of left) {
    while (next < right.length && compare(right[next] as number, place) < 0) {
      merged.push(right[next++] as number);
    }
    merged.push(place);
  }
  while (next < right.length) merged.push(right[next++] as number);
  return merged;
}

/** How many can stay where they are while the others are sorted in: the longest rising run with gaps. */
export function longestRun(order: readonly number[], compare: Compare): number {
  /** The smallest end of a run of each length. */
  const ends: number[] = [];
  for (const place of order) {
    const last = ends.at(-1);
    if (last === undefined || compare(last, place) <= 0) ends.push(place);
    else ends[firstAbove(ends, place, compare)] = place;
  }
  return ends.length;
}

function firstAbove(ends: readonly number[], place: number, compare: Compare): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(ends[middle] as number, place) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
