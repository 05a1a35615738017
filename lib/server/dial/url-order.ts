import type { Target } from "@/lib/server/connections/target";

/** Shared by all who dial a target: what one has learnt of a silent address spares the others the wait. */
const firsts = new WeakMap<Target, string>();

/** The target's URLs from the one that is to be tried first, round to the one before it. */
export function urlsInOrder(target: Target): string[] {
  const urls = [...target.urls];
  const first = urls.indexOf(firsts.get(target) ?? "");
  return first > 0 ? [...urls.slice(first), ...urls.slice(0, first)] : urls;
}

/** Lets the next dial begin with this one of the target's URLs. */
export function startWith(target: Target, url: string): void {
  firsts.set(target, url);
}

/** Lets the next dial begin with another URL than it would have: the server there turned us away. */
export function passOver(target: Target): void {
  const [, next] = urlsInOrder(target);
  if (next !== undefined) startWith(target, next);
}
