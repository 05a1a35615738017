// What the console writes is checked by hand: of ten thousand rows a schema took 350 ms, and this 20, and the library
// weighs more than all else that the worker begins with. The parsed JSON becomes the value: nothing is copied.

/** What an answer says, or in what it is not what it should be. */
export type ParsedAnswer<T> = { ok: true; value: T } | { ok: false; detail: string };

/** Gives the place of what is wrong; may put another value into its holder. */
export type Check = (
  value: unknown,
  holder: Record<string, unknown>,
  key: string,
) => string | undefined;

/** A check for each key of an object. */
export type Shape = readonly (readonly [key: string, check: Check])[];

/** The shape of a type: no key of it is left out. */
export function shapeOf<T>(checks: { [Key in keyof Required<T>]: Check }): Shape {
  return Object.entries(checks);
}

/** JSON as what a shape says of it; in place. */
export function parseShape<T>(json: unknown, shape: Shape): ParsedAnswer<T> {
  const wrong = fault(json, shape, "");
  return wrong === undefined ? { ok: true, value: json as T } : { ok: false, detail: wrong };
}

export const text = ofType("string");
export const number = ofType("number");
export const flag = ofType("boolean");

/** A bigint comes as its digits. */
export const big: Check = (value, holder, key) => {
  if (typeof value !== "string" || !/^-?\d{1,20}$/.test(value)) return `${key}: no digits`;
  holder[key] = BigInt(value);
  return undefined;
};

/** What need not be there. */
export function maybe(check: Check): Check {
  return (value, holder, key) => (value === undefined ? undefined : check(value, holder, key));
}

/** What is null where it is not known. */
export function orNull(check: Check): Check {
  return (value, holder, key) => (value === null ? undefined : check(value, holder, key));
}

/** One of some words. */
export function oneOf<T extends string>(values: readonly T[]): Check {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value, _, key) => (known.has(value) ? undefined : `${key}: unknown`);
}

/** An object of a shape. */
export function object(shape: Shape): Check {
  return (value, _, key) => fault(value, shape, key);
}

/** An object of one of several shapes, by what one of its keys says. */
export function variant<T extends string>(by: string, shapes: Record<T, Shape>): Check {
  const known = new Map<unknown, Shape>(Object.entries<Shape>(shapes));
  return (value, _, key) => {
    const shape = isRecord(value) ? known.get(value[by]) : [];
    return shape ? fault(value, shape, key) : `${key}.${by}: unknown`;
  };
}

/** A list of what passes the check. */
export function list(check: Check): Check {
  return (value, _, key) => {
    if (!Array.isArray(value)) return `${key}: no list`;
    const holder = value as unknown as Record<string, unknown>;
    for (let place = 0; place < value.length; place++) {
      const wrong = check(value[place], holder, String(place));
      if (wrong !== undefined) return `${key}.${wrong}`;
    }
    return undefined;
  };
}

/** An object whose keys are names of any kind. */
export function record(check: Check): Check {
  return (value, _, key) => {
    if (!isRecord(value)) return `${key}: no object`;
    for (const name of Object.keys(value)) {
      const wrong = check(value[name], value, name);
      if (wrong !== undefined) return `${key}.${wrong}`;
    }
    return undefined;
  };
}

function fault(value: unknown, shape: Shape, at: string): string | undefined {
  if (!isRecord(value)) return at === "" ? "no object" : `${at}: no object`;
  for (const [key, check] of shape) {
    const wrong = check(value[key], value, key);
    if (wrong !== undefined) return at === "" ? wrong : `${at}.${wrong}`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ofType(type: "string" | "number" | "boolean"): Check {
  return (value, _, key) =>
    typeof value === type ? undefined : `${key}: ${typeof value}, not a ${type}`;
}
