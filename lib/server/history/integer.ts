/** A whole number, exact: a number where one can hold it, a bigint beyond. */
export type Integer = number | bigint;

/** A whole number in the one way that it is held. */
export function toInteger(value: bigint): Integer {
  return value >= -safe && value <= safe ? Number(value) : value;
}

/** a + b, exact. */
export function add(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return toInteger(BigInt(a) + BigInt(b));
}

/** a - b, exact. */
export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    // Never the negative zero, which is another zero to those who compare.
    if (Number.isSafeInteger(difference)) return difference + 0;
  }
  return toInteger(BigInt(a) - BigInt(b));
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);
