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
import { storeOf } from "@/lib/model/store-row";

/** Every field of a store's stream, in the words of a store and in the order in which a person asks for them. */
export const storeConfigGroups: readonly ConfigGroup[] = [
  {
    title: "Object store",
    fields: [
      field("description", "Description", "What it is for, in its owner's words.", text("none")),
      field("max_age", "TTL", "Older objects go, chunk by chunk.", duration("for ever")),
      field("max_bytes", "Max bytes", "When it is full, uploads are refused.", bytes),
      field("sealed", "Sealed", "Nothing comes or goes any more.", onOff),
      field("metadata", "Metadata", "What its owner and tools noted.", metadata, "2.10"),
    ],
  },
  {
    title: "Storage and placement",
    fields: [
      field(
        "storage",
        "Storage",
        "Where objects are kept; it can't be changed.",
        oneOf({ file: "file", memory: "memory" }),
      ),
      field("num_replicas", "Replicas", "On how many servers each object is.", count),
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
    title: "Where objects come from",
    fields: [
      field("mirror", "Mirror of", "The one store that this is a copy of.", originWords),
      field("sources", "Sources", "Stores whose objects come in here, too.", originsWords),
    ],
  },
  {
    title: "The stream below",
    fields: [
      field("name", "Stream", "What the store is to NATS.", text()),
      field("subjects", "Subjects", "Of chunks, and of metadata.", list("its origin's")),
      field(
        "retention",
        "Retention",
        "What decides how long a chunk stays.",
        oneOf({ limits: "limits", interest: "interest", workqueue: "work queue" }),
      ),
      field(
        "discard",
        "Discard",
        "What goes at a limit of the store.",
        oneOf({ old: "the oldest", new: "what is new" }),
      ),
      field("max_msg_size", "Max message size", "Bigger chunks are refused.", bytes),
      field(
        "duplicate_window",
        "Duplicate window",
        "The same id is stored once in it.",
        duration("none"),
      ),
      field("allow_rollup_hdrs", "Rollup", "New metadata takes the place of the old.", allowed),
      field("allow_direct", "Direct reads", "Any replica answers reads.", allowed),
      field("mirror_direct", "Mirror direct", "It answers direct reads for its origin.", onOff),
      field("deny_delete", "Deny delete", "No message can be deleted by itself.", onOff),
      field("deny_purge", "Deny purge", "Nothing can be purged, nor any object deleted.", onOff),
      field("max_msgs", "Max messages", "So many chunks and metadata in all.", count),
      field("max_msgs_per_subject", "Max messages per subject", "So many chunks an object.", count),
      field("max_consumers", "Max consumers", "So many can read it at once.", count),
    ],
  },
];

function originWords(value: unknown): string {
  const { name, external } = fieldsOf(value) ?? {};
  if (typeof name !== "string") return "none";
  const store = storeOf(name) ?? name;
  const { api } = fieldsOf(external) ?? {};
  return typeof api === "string" ? `${store}, by ${api}` : store;
}

function originsWords(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? value.map(originWords).join("; ") : "none";
}
