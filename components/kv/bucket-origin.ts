import { checkName } from "@/lib/format/name";
import type { BucketOrigin } from "@/lib/model/kv-bucket";

// As it is typed: a bucket, and behind a space the domain or the API prefix of where it is elsewhere.

/** Another bucket as it is typed. */
export function fromOrigin({ bucket, api }: BucketOrigin): string {
  return api === undefined ? bucket : `${bucket} ${domainOf(api) ?? api}`;
}

/** The bucket that was typed. */
export function toOrigin(text: string): BucketOrigin {
  const [bucket = "", where] = text.trim().split(/\s+/);
  if (where === undefined) return { bucket };
  return { bucket, api: /[.$]/.test(where) ? where : `$JS.${where}.API` };
}

/** What is wrong with what was typed, in words. */
export function originFault(text: string): string | undefined {
  const [bucket = "", where, more] = text.trim().split(/\s+/);
  if (more !== undefined) return "A bucket, and at most one word for where it is.";
  if (where !== undefined && /[*>]|^\.|\.\.|\.$/.test(where)) {
    return "No domain and no API prefix.";
  }
  return checkName(bucket, "bucket");
}

/** Which of the buckets that were typed are not here, though nothing says that they are elsewhere. */
export function missingOrigins(text: string, here: readonly string[]): string[] {
  const wanted = text.split("\n").filter((line) => line.trim() !== "" && !originFault(line));
  return wanted
    .map(toOrigin)
    .flatMap(({ bucket, api }) => (api === undefined && !here.includes(bucket) ? [bucket] : []));
}

/** The domain that an API prefix is of; undefined where it is another one. */
export function domainOf(api: string): string | undefined {
  return /^\$JS\.([^.]+)\.API$/.exec(api)?.[1];
}
