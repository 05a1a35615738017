import {
  bytes,
  type ConfigGroup,
  count,
  duration,
  configField as field,
  isNone,
  list,
  metadata,
  oneOf,
  onOff,
  text,
  type Words,
} from "@/components/ui/config-words";

const deliverPolicies = {
  all: "all: everything that is stored",
  last: "last: the last message, then what is new",
  new: "new: only what comes after it was made",
  last_per_subject: "last per subject: the last message of each",
  by_start_sequence: "from a sequence on",
  by_start_time: "from a moment on",
};
const ackPolicies = {
  none: "none: delivered is done",
  all: "all: one acknowledgement is for all before it, too",
  explicit: "explicit: each message is acknowledged",
  flow_control: "flow control: the client says how far it has come",
};
const replays = {
  instant: "instant: as fast as it can be taken",
  original: "original: as it was published, pauses and all",
};
const priorities = {
  none: "none",
  overflow: "overflow: others help once enough waits",
  pinned_client: "pinned: one client at a time",
  prioritized: "prioritized: by the priority that clients ask with",
};

const whole: Words = (value, format) => (isNone(value) ? "the server's own" : count(value, format));
const backoff: Words = (value, format) =>
  Array.isArray(value) && value.length > 0
    ? value.map((step) => duration("0 s")(step, format)).join(", ")
    : "none";
/** A number, with or without its sign. */
const percent: Words = (value) => (isNone(value) ? "none" : `${String(value).replace(/%$/, "")}%`);
/** By the reader's clock. */
const moment =
  (none: string): Words =>
  (value, format) => {
    const atMs = isNone(value) ? Number.NaN : Date.parse(String(value));
    // Go writes no time as the year 1.
    return atMs > 0 ? format.moment(atMs) : none;
  };
const bits: Words = (value, format) =>
  isNone(value) ? "no limit" : `${count(value, format)} bit/s`;

/** Every field of a consumer's configuration, in the order in which a person asks for them. */
export const consumerConfigGroups: readonly ConfigGroup[] = [
  {
    title: "What it takes",
    fields: [
      field(
        "durable_name",
        "Durable name",
        "It keeps its place also while nobody reads.",
        text("none: short-lived"),
      ),
      field(
        "name",
        "Name",
        "What the consumer is called; it can't be changed.",
        text("as its durable name"),
      ),
      field("description", "Description", "What it is for, in its owner's words.", text("none")),
      field(
        "filter_subject",
        "Filter subject",
        "Only messages of this subject; without any filter, everything.",
        text("none"),
      ),
      field(
        "filter_subjects",
        "Filter subjects",
        "Only messages of these subjects.",
        list("none"),
        "2.10",
      ),
      field(
        "deliver_policy",
        "Deliver policy",
        "Where it began; it can't be changed.",
        oneOf(deliverPolicies),
      ),
      field(
        "opt_start_seq",
        "Start sequence",
        "The first message that it could get.",
        text("none"),
      ),
      field("opt_start_time", "Start time", "Messages from then on.", moment("none")),
      field("replay_policy", "Replay policy", "How fast it gives what is stored.", oneOf(replays)),
      field("headers_only", "Headers only", "Messages come without their bodies.", onOff),
    ],
  },
  {
    title: "Acknowledgement",
    fields: [
      field(
        "ack_policy",
        "Ack policy",
        "What has to be acknowledged; it can't be changed.",
        oneOf(ackPolicies),
      ),
      field(
        "ack_wait",
        "Ack wait",
        "Not acknowledged within this time, a message is delivered again.",
        duration("none"),
      ),
      field("max_deliver", "Max deliver", "So often at most; then it is given up.", count),
      field(
        "backoff",
        "Backoff",
        "How long is waited before each further delivery, in place of the ack wait.",
        backoff,
      ),
      field(
        "max_ack_pending",
        "Max ack pending",
        "So many may be under way; at the limit nothing is delivered.",
        count,
      ),
      field(
        "sample_freq",
        "Sample frequency",
        "Of so many acknowledgements NATS tells how long they took.",
        percent,
      ),
    ],
  },
  {
    title: "Pulled",
    fields: [
      field("max_waiting", "Max waiting", "So many pulls may be open at once.", whole),
      field("max_batch", "Max batch", "One pull may ask for so many messages.", count),
      field(
        "max_expires",
        "Max expires",
        "One pull may stay open for so long.",
        duration("no limit"),
      ),
      field("max_bytes", "Max bytes", "One pull may ask for so much.", bytes),
      field(
        "priority_groups",
        "Priority groups",
        "Groups that clients pull in.",
        list("none"),
        "2.11",
      ),
      field(
        "priority_policy",
        "Priority policy",
        "Which client of a group gets messages.",
        oneOf(priorities),
        "2.11",
      ),
      field(
        "priority_timeout",
        "Priority timeout",
        "A pinned client that is silent for so long loses its place.",
        duration("the server's own"),
        "2.11",
      ),
    ],
  },
  {
    title: "Pushed",
    fields: [
      field(
        "deliver_subject",
        "Deliver subject",
        "Where its messages are sent.",
        text("none: it is pulled"),
      ),
      field(
        "deliver_group",
        "Deliver group",
        "Of several that listen as this queue group, each message goes to one.",
        text("none"),
      ),
      field("flow_control", "Flow control", "The server waits for a client that is slow.", onOff),
      field(
        "idle_heartbeat",
        "Idle heartbeat",
        "The server says so often that it is there while nothing comes.",
        duration("none"),
      ),
      field("rate_limit_bps", "Rate limit", "No more than this is sent.", bits),
    ],
  },
  {
    title: "Storage and life",
    fields: [
      field(
        "num_replicas",
        "Replicas",
        "On how many servers its place is kept.",
        (value, format) => (isNone(value) ? "as its stream" : count(value, format)),
      ),
      field("mem_storage", "Memory storage", "Its place is kept in memory, not on disk.", onOff),
      field(
        "inactive_threshold",
        "Inactive threshold",
        "Without use for so long it is removed.",
        duration("never removed by itself"),
      ),
      field(
        "pause_until",
        "Pause until",
        "Until then nothing is delivered.",
        moment("not paused"),
        "2.11",
      ),
      field("direct", "Direct", "Made by NATS itself, for a mirror or a source.", onOff),
      field("metadata", "Metadata", "What its owner and tools noted.", metadata, "2.10"),
    ],
  },
];
