import {
  allowed,
  bytes,
  type ConfigGroup,
  count,
  duration,
  configField as field,
  fieldsOf,
  list,
  metadata,
  oneOf,
  onOff,
  placement,
  text,
} from "@/components/ui/config-words";
import { domainOf } from "./bucket-origin";

/** Every field of a bucket's stream, in the words of a bucket and in the order in which a person asks for them. */
export const bucketConfigGroups: readonly ConfigGroup[] = [
  {
    title: "Bucket",
    fields: [
      field("description", "Description", "What it is for, in its owner's words.", text("none")),
      field("max_msgs_per_subject", "History", "So many revisions a key keeps.", count),
      field("max_age", "TTL", "Older values go.", duration("for ever")),
      field("max_bytes", "Max bytes", "When it is full, writes are refused.", bytes),
      field("max_msg_size", "Max value size", "Bigger values are refused.", bytes),
      field(
        "allow_msg_ttl",
        "Per-key TTL",
        "A key may say itself how long it stays; it can't be switched off.",
        allowed,
        "2.11",
      ),
      field(
        "subject_delete_marker_ttl",
        "Marker TTL",
        "The server leaves a marker for so long where a key went by its age.",
        duration("no markers"),
        "2.11",
      ),
      field("metadata", "Metadata", "What its owner and tools noted.", metadata, "2.10"),
    ],
  },
  {
    title: "Storage and placement",
    fields: [
      field(
        "storage",
        "Storage",
        "Where values are kept; it can't be changed.",
        oneOf({ file: "file", memory: "memory" }),
      ),
      field("num_replicas", "Replicas", "On how many servers each value is.", count),
      field("placement", "Placement", "Which servers may hold it.", placement("anywhere")),
      field(
        "compression",
        "Compression",
        "How files are packed.",
        oneOf({ none: "none", s2: "S2" }),
        "2.10",
      ),
    ],
  },
  {
    title: "Where keys come from and go to",
    fields: [
      field("mirror", "Mirror of", "The one bucket that this is a copy of.", originWords),
      field("sources", "Sources", "Buckets whose changes come in here, too.", originsWords),
      field("republish", "Republish", "Each change is published there, too.", republishWords),
    ],
  },
  {
    title: "The stream below",
    fields: [
      field("name", "Stream", "What the bucket is to NATS.", text()),
      field("subjects", "Subjects", "What is published to these is stored.", list("its origin's")),
      field(
        "retention",
        "Retention",
        "What decides how long a value stays.",
        oneOf({ limits: "limits", interest: "interest", workqueue: "work queue" }),
      ),
      field(
        "discard",
        "Discard",
        "What goes at a limit of the bucket.",
        oneOf({ old: "the oldest", new: "what is new" }),
      ),
      field(
        "duplicate_window",
        "Duplicate window",
        "The same id is stored once in it.",
        duration("none"),
      ),
      field("allow_rollup_hdrs", "Rollup", "A purge takes the place of all before it.", allowed),
      field("allow_direct", "Direct reads", "Any replica answers reads.", allowed),
      field("mirror_direct", "Mirror direct", "It answers direct reads for its origin.", onOff),
      field("deny_delete", "Deny delete", "No revision can be deleted by itself.", onOff),
      field("deny_purge", "Deny purge", "Nothing can be purged, nor compacted.", onOff),
      field("sealed", "Sealed", "Nothing goes in or out any more.", onOff),
      field("max_msgs", "Max messages", "So many revisions of all keys.", count),
      field("max_consumers", "Max consumers", "So many can watch it at most.", count),
    ],
  },
];

function originWords(value: unknown): string {
  const { name, external } = fieldsOf(value) ?? {};
  if (typeof name !== "string") return "none";
  const bucket = name.replace(/^KV_/, "");
  const { api } = fieldsOf(external) ?? {};
  if (typeof api !== "string") return bucket;
  const domain = domainOf(api);
  return domain === undefined ? `${bucket}, by ${api}` : `${bucket}, in domain ${domain}`;
}

function originsWords(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? value.map(originWords).join("; ") : "none";
}

function republishWords(value: unknown): string {
  const { src, dest, headers_only: headersOnly } = fieldsOf(value) ?? {};
  if (dest === undefined) return "nowhere";
  const from = src === undefined || src === "" || src === ">" ? "every key" : String(src);
  return `${from} to ${String(dest)}${headersOnly === true ? ", headers only" : ""}`;
}
