import { natsCommand } from "./nats-command";
import { toText } from "./payload";
import { printable } from "./printable";

/** A command line, and what has to be known to use it. */
export type KvCommand = { words: string[]; note?: string };

/** What the nats command would be given for a write of a whole value; `revision` is what it is compared with. */
export function writeCommand(
  { bucket, key, prefix }: { bucket: string; key: string; prefix: string },
  value: Uint8Array,
  { revision, ttl }: { revision: bigint; ttl?: string | undefined },
): KvCommand {
  const word = toWord(value);
  if (ttl !== undefined && revision === 0n && word !== undefined) {
    return { words: natsCommand(["kv", "create"], [bucket, key, word], [`--ttl=${ttl}`]) };
  }
  if (ttl !== undefined) {
    return {
      words: [
        ...["nats", "pub", "--jetstream", "--force-stdin"],
        // By itself it would fill them in.
        ...(toText(value).text.includes("{{") ? ["--no-templates"] : []),
        ...["-H", `Nats-Expected-Last-Subject-Sequence:${revision}`, "-H", `Nats-TTL:${ttl}`],
        `${prefix}${key}`,
      ],
      note: "The value goes to its standard input: < value.bin. Of the kv commands only create knows a time to live.",
    };
  }
  if (word === undefined) {
    return {
      words: natsCommand(["kv", revision === 0n ? "create" : "put"], [bucket, key]),
      note:
        revision === 0n
          ? "The value goes to its standard input: < value.bin"
          : `The value goes to its standard input: < value.bin. Unlike Save, it does not compare with revision ${revision}.`,
    };
  }
  return revision === 0n
    ? { words: natsCommand(["kv", "create"], [bucket, key, word]) }
    : { words: natsCommand(["kv", "update"], [bucket, key, word, String(revision)]) };
}

/** Text that a shell takes as one word and the command as a value; of an empty one it would read its standard input. */
function toWord(value: Uint8Array): string | undefined {
  if (value.length === 0 || value.length > mostLetters) return undefined;
  const { text, invalid } = toText(value);
  return invalid === 0 && printable(text) === text && !/^-/.test(text) ? text : undefined;
}

const mostLetters = 2_000;
