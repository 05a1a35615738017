import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { askRaw, parseText } from "./request";
import { apiSubject } from "./scope";
import { isNobody, nobodyAnswers } from "./to-app-error";

/** Some names in the server's order, how many messages each has, and how many names there are in all. */
export type NamesPage = { names: string[]; counts: number[]; total: number };

/** A server with millions of subjects makes the whole list anew for each page. */
const patienceMs = 60_000;

const rest = z.object({ total: z.number().default(0), state: z.object({}) });

/** Where the names are: what is before them in their subjects is left out. */
export type NamesHome = { what: string; stream: string; prefix: string };

/** Asks a stream for the names that match a pattern, from a place in the server's list on; no message is read. */
export async function getSubjectNames(
  nc: NatsConnection,
  { what, stream, prefix }: NamesHome,
  pattern: string,
  offset: number,
): Promise<Reading<NamesPage>> {
  const asked = { what, subject: apiSubject(nc, `STREAM.INFO.${stream}`) };
  const body = { subjects_filter: `${prefix}${pattern}`, offset };
  const answer = await askRaw(nc, { ...asked, body, timeoutMs: patienceMs });
  if (!answer.ok) return answer;
  if (isNobody(answer.value)) return { ok: false, error: nobodyAnswers(nc, asked) };
  const read = readNames(answer.value.data, prefix);
  const parsed = parseText(asked, read.rest, rest);
  if (!parsed.ok) return parsed;
  const { names, counts } = read;
  return { ok: true, value: { names, counts, total: Math.max(parsed.value.total, names.length) } };
}

const quote = 34;
const backslash = 92;
const closingBrace = 125;
const decoder = new TextDecoder();
const marker = new TextEncoder().encode('"subjects":{');

/**
 * Takes the names out of the answer's bytes one by one, and leaves the rest of it to be parsed: parsing 100,000 names
 * as an object's fields takes ten times as long.
 */
function readNames(bytes: Uint8Array, prefix: string) {
  const names: string[] = [];
  const counts: number[] = [];
  const start = findMarker(bytes);
  if (start === -1) return { names, counts, rest: decoder.decode(bytes) };
  const prefixBytes = new TextEncoder().encode(prefix).length;
  let at = start;
  while (bytes[at] !== closingBrace && at < bytes.length) {
    const open = bytes.indexOf(quote, at);
    const close = endOfName(bytes, open + 1);
    const name = readName(bytes, { open, close }, prefix, prefixBytes);
    let count = 0;
    for (at = close + 2; isDigit(bytes[at]); at++) count = 10 * count + (bytes[at] ?? 0) - 48;
    if (name !== undefined) {
      names.push(name);
      counts.push(count);
    }
  }
  const text = `${decoder.decode(bytes.subarray(0, start))}${decoder.decode(bytes.subarray(at))}`;
  return { names, counts, rest: text };
}

function readName(
  bytes: Uint8Array,
  { open, close }: { open: number; close: number },
  prefix: string,
  prefixBytes: number,
): string | undefined {
  const escaped = bytes.subarray(open, close).indexOf(backslash);
  if (escaped === -1) return decoder.decode(bytes.subarray(open + 1 + prefixBytes, close));
  const subject = String(JSON.parse(decoder.decode(bytes.subarray(open, close + 1))));
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : undefined;
}

/** Where the quote stands that ends a name: not one with a backslash before it that is none itself. */
function endOfName(bytes: Uint8Array, from: number): number {
  for (let close = bytes.indexOf(quote, from); close !== -1; ) {
    let before = close - 1;
    while (bytes[before] === backslash) before--;
    if ((close - before) % 2 === 1) return close;
    close = bytes.indexOf(quote, close + 1);
  }
  return bytes.length;
}

/** Behind the brace that opens the list; in a text of the stream's the quotes would be escaped. */
function findMarker(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(quote); at !== -1; at = bytes.indexOf(quote, at + 1)) {
    if (marker.every((byte, index) => bytes[at + index] === byte)) return at + marker.length;
  }
  return -1;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}
