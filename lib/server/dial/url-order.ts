import type { Target } from "@/lib/server/connections/target";
import { formatServerUrl, parseServerUrl } from "./url";

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

/** Lets the next dial begin with another URL than this one, as it was dialled: the server there turned us away. */
export function passOver(target: Target, url: string): void {
  const [first, next] = urlsInOrder(target);
  // Many can lose one server in one moment: the first of them has moved on already.
  if (first === undefined || next === undefined || addressOf(first) !== url) return;
  startWith(target, next);
}

function addressOf(url: string): string {
  const parsed = parseServerUrl(url);
  return parsed.ok ? formatServerUrl(parsed.url) : url;
}
