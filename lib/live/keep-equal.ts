/** True where both say the same. Plain data only. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, index) => isEqual(value, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => key in other && isEqual(one[key], other[key]))
  );
}

/** The fresh value, made of the old one's parts wherever they say the same. */
export function keepEqual<T>(old: unknown, fresh: T): T {
  return merge(old, fresh) as T;
}

function merge(old: unknown, fresh: unknown): unknown {
  if (isEqual(old, fresh)) return old;
  if (Array.isArray(old) && Array.isArray(fresh)) {
    return fresh.map((value, index) => merge(old[index], value));
  }
  if (!isRecord(old) || !isRecord(fresh)) return fresh;
  return Object.fromEntries(Object.keys(fresh).map((key) => [key, merge(old[key], fresh[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
