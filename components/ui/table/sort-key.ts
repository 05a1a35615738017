import type { SortValue } from "./column";

/** What a row is compared by. */
export type Key = string | number | bigint | undefined;

/** Text is compared without case, and numbers in it as numbers: ORDERS-9 comes before orders-10. */
export function toKey(value: SortValue): Key {
  if (typeof value === "number") return Number.isNaN(value) ? undefined : value;
  if (typeof value !== "string") return value;
  return value.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, "0"));
}

/** Compares two places; what is not known comes last both ways, equals stand as they came. */
export function compareBy(keys: readonly Key[], isDescending: boolean) {
  const sign = isDescending ? -1 : 1;
  return (a: number, b: number): number => {
    const left = keys[a];
    const right = keys[b];
    if (left === right) return a - b;
    if (left === undefined) return 1;
    if (right === undefined) return -1;
    if (left < right) return -sign;
    return left > right ? sign : a - b;
  };
}
