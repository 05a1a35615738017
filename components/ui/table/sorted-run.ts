type Compare = (a: number, b: number) => number;

/** Two sorted lists as one; of the second, which is short where few rows have moved, each place is looked for. */
export function mergeSorted(
  left: readonly number[],
  right: readonly number[],
  compare: Compare,
): number[] {
  const merged: number[] = [];
  let next = 0;
  for (const place of right) {
    const end = next < left.length ? firstAbove(left, place, compare, next) : next;
    while (next < end) merged.push(left[next++] as number);
    merged.push(place);
  }
  while (next < left.length) merged.push(left[next++] as number);
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

/** Where the first that stands behind a place is; the list's end where none does. */
function firstAbove(sorted: readonly number[], place: number, compare: Compare, from = 0): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle] as number, place) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
