import type { ObjectInfo } from "@/lib/model/objects";
import type { ObjectsTold } from "@/lib/queries/objects-list";

/** What the list says of an object that is open; undefined where it does not know. */
export type HeardObject = ObjectInfo | "gone" | undefined;

/** Looks up what is known of an object just now. */
export function heardOf({ objects, state }: ObjectsTold, name: string): HeardObject {
  const info = objects.get(name);
  const isWhole = state?.is === "live" || state?.is === "polled";
  return info ?? (isWhole ? "gone" : undefined);
}

/** The objects of a store that are links to one of its own, by name. */
export function linksTo(
  objects: ReadonlyMap<string, ObjectInfo>,
  bucket: string,
  name: string,
): string[] {
  const found: string[] = [];
  for (const { name: from, link } of objects.values()) {
    if (link?.bucket === bucket && link.name === name) found.push(from);
  }
  return found;
}
