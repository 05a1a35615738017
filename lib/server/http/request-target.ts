import { maxTargetBytes } from "./limits";

/** A request target that is safe to hand on, cut at the first question mark. */
export type RequestTarget = { ok: true; path: string; query: string } | { ok: false; why: string };

/**
 * Reads the target of a request line. Next answers `//host`, `/\host` and `http://host/` with a
 * redirect to that host; whatever two readers could understand differently is refused here.
 */
export function parseRequestTarget(target: string): RequestTarget {
  if (target.length > maxTargetBytes) return { ok: false, why: "The address is too long." };
  if (!target.startsWith("/")) return { ok: false, why: "The address must begin with a slash." };
  if (!/^[\x21-\x7e]+$/.test(target)) {
    return { ok: false, why: "The address holds characters that must be percent-encoded." };
  }
  const [path = "", query = ""] = splitQuery(target);
  const why = pathFault(path);
  return why ? { ok: false, why } : { ok: true, path, query };
}

// The query may hold what it likes, a raw backslash too: browsers send one as it was typed (a search
// for `\d+`), and nothing that follows the question mark decides where a redirect goes.
function splitQuery(target: string): string[] {
  const at = target.indexOf("?");
  return at < 0 ? [target] : [target.slice(0, at), target.slice(at + 1)];
}

function pathFault(path: string): string | undefined {
  if (path.includes("//")) return "The path holds an empty segment.";
  if (path.includes("\\")) return "The path holds a backslash.";
  if (path.includes("#")) return "The path holds a fragment.";
  if (/%2f|%5c|%0[0-9a-f]|%1[0-9a-f]|%7f/i.test(path)) {
    return "The path holds an encoded slash, backslash or control character.";
  }
  const decoded = decode(path);
  if (decoded === undefined) return "The path is not valid percent-encoded UTF-8.";
  if (decoded.split("/").some((segment) => segment === "." || segment === "..")) {
    return "The path holds a dot segment.";
  }
  return undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
