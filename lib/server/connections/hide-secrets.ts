import { inspect } from "node:util";

/**
 * Makes an object that holds secrets show its other fields only, to whoever prints or serialises it (T37). The secrets
 * themselves stay where they are: it is against a careless log line, not against code that reads the field.
 */
export function hideSecrets<T extends object>(holder: T, names: readonly string[]): T {
  const shown = () =>
    Object.fromEntries(
      Object.entries(holder).map(([name, value]) => [
        name,
        names.includes(name) && value !== undefined ? "[secret]" : value,
      ]),
    );
  // Not enumerable, so that copies, comparisons and clones see a plain object.
  Object.defineProperty(holder, "toJSON", { value: shown });
  Object.defineProperty(holder, inspect.custom, { value: shown });
  return holder;
}
