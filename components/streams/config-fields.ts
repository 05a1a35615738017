import type { Json } from "@/lib/model/json";
import {
  allowed,
  amount,
  asJson,
  bytes,
  compressions,
  consumerLimits,
  count,
  discards,
  duration,
  isNone,
  list,
  metadata,
  oneOf,
  onOff,
  origin,
  origins,
  persists,
  placement,
  retentions,
  storages,
  text,
  transform,
  type Words,
} from "./config-words";

/** A field of a stream's configuration: what NATS calls it, what it holds in words, and what that means. */
export type ConfigField = {
  name: string;
  label: string;
  meaning: string;
  words: Words;
  /** The server that has it first, where older ones are still about. */
  since?: string;
};

/** Fields that belong together. */
export type ConfigGroup = { title: string; fields: readonly ConfigField[] };

/** Every field of a stream's configuration, in the order in which a person asks for them. */
export const configGroups: readonly ConfigGroup[] = [
  {
    title: "Subjects",
    fields: [
      of("name", "Name", "What the stream is called; it can't be changed.", text()),
      of("description", "Description", "What it is for, in its owner's words.", text("none")),
      of("subjects", "Subjects", "What is published to these is stored.", list("none of its own")),
      of(
        "subject_transform",
        "Subject transform",
        "Gives messages another subject as they come in.",
        transform,
        "2.10",
      ),
      of("republish", "Republish", "Sends each stored message on, to another subject.", transform),
    ],
  },
  {
    title: "Retention and limits",
    fields: [
      of("retention", "Retention", "What decides how long a message stays.", oneOf(retentions)),
      of("discard", "Discard", "What goes at a limit.", oneOf(discards)),
      of(
        "discard_new_per_subject",
        "Discard new per subject",
        "Refuses new messages also at the limit of one subject.",
        onOff,
        "2.9.1",
      ),
      of("max_msgs", "Max messages", "So many are kept at most.", count),
      of("max_bytes", "Max bytes", "So much is kept at most.", bytes),
      of("max_age", "Max age", "Older messages go.", duration("no limit")),
      of("max_msgs_per_subject", "Max messages per subject", "So many of each subject.", count),
      of("max_msg_size", "Max message size", "Bigger messages are refused.", bytes),
      of("max_consumers", "Max consumers", "So many can read it at most.", count),
      of(
        "consumer_limits",
        "Consumer limits",
        "What its consumers get where they ask for nothing, and at most.",
        consumerLimits,
        "2.10",
      ),
      of(
        "allow_msg_ttl",
        "Message TTL",
        "A message may say itself how long it stays (Nats-TTL).",
        allowed,
        "2.11",
      ),
      of(
        "subject_delete_marker_ttl",
        "Delete marker TTL",
        "The last message of a subject leaves a marker for so long.",
        duration("no markers"),
        "2.11",
      ),
    ],
  },
  {
    title: "Storage and placement",
    fields: [
      of("storage", "Storage", "Where messages are kept; it can't be changed.", oneOf(storages)),
      of("num_replicas", "Replicas", "On how many servers each message is.", count),
      of("placement", "Placement", "Which servers may hold it.", placement),
      of("compression", "Compression", "How files are packed.", oneOf(compressions), "2.10"),
      of(
        "first_seq",
        "First sequence",
        "Where counting began, as it was asked for at creation.",
        (value, format) => (isNone(value) ? "1" : amount(value, format)),
        "2.10",
      ),
      of("persist_mode", "Persist mode", "When a write is on disk.", oneOf(persists), "2.12"),
    ],
  },
  {
    title: "Mirror and sources",
    fields: [
      of("mirror", "Mirror", "The one stream that this is a copy of.", origin),
      of("sources", "Sources", "Streams whose messages come in here, too.", origins),
      of(
        "mirror_direct",
        "Mirror direct",
        "As a mirror it answers direct reads for its origin.",
        onOff,
      ),
    ],
  },
  {
    title: "Access",
    fields: [
      of(
        "allow_direct",
        "Direct reads",
        "Any replica answers reads, not only the leader.",
        allowed,
      ),
      of(
        "allow_rollup_hdrs",
        "Rollup",
        "A message may take the place of all before it (Nats-Rollup).",
        allowed,
      ),
      of("deny_delete", "Deny delete", "No message can be deleted; it can't be undone.", onOff),
      of("deny_purge", "Deny purge", "It can't be purged; it can't be undone.", onOff),
      of("sealed", "Sealed", "Nothing goes in or out any more; it can't be undone.", onOff),
    ],
  },
  {
    title: "Advanced",
    fields: [
      of(
        "duplicate_window",
        "Duplicate window",
        "The same Nats-Msg-Id within this time is stored once.",
        duration("none"),
      ),
      of("no_ack", "No acknowledgement", "Publishers are not told that it is stored.", onOff),
      of(
        "allow_atomic",
        "Atomic batches",
        "Several messages are stored together or not at all.",
        allowed,
        "2.12",
      ),
      of("allow_batched", "Fast batches", "Many messages with few answers.", allowed, "2.14"),
      of(
        "allow_msg_counter",
        "Counters",
        "Each subject is a number that messages add to.",
        onOff,
        "2.12",
      ),
      of(
        "allow_msg_schedules",
        "Schedules",
        "A message may be one that is sent later, or again and again.",
        allowed,
        "2.12",
      ),
      of("metadata", "Metadata", "What its owner and tools noted.", metadata, "2.10"),
    ],
  },
];

const known = new Set(configGroups.flatMap(({ fields }) => fields.map(({ name }) => name)));

/** Fields that a newer server has and this console has no words for. */
export function otherFields(config: { [key: string]: Json }): ConfigField[] {
  return Object.keys(config)
    .filter((name) => !known.has(name))
    .map((name) => of(name, name, "A field that this console does not know.", asJson));
}

function of(
  name: string,
  label: string,
  meaning: string,
  words: Words,
  since?: string,
): ConfigField {
  return { name, label, meaning, words, ...(since && { since }) };
}
