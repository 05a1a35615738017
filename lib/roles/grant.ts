import type { Access } from "@/lib/model/connection";
import { type Permission, type RoleName, roleNames } from "@/lib/model/role";

/** What a role comes to on one connection: the gateway enforces it, the pages explain it. */
export type Grant = Access & {
  publish: Permission;
  subscribe: Permission;
  /** A reply goes wherever the client says; for everybody else, only to an inbox of its own. */
  anyReply: boolean;
  /** Consumers of any kind; for everybody else, short-lived pull consumers of the console's. */
  anyConsumer: boolean;
  /** A queue group takes messages away from those who work on them. */
  queues: boolean;
  /** Headers that make NATS do something: a rollup, a schedule, a trace. */
  anyHeader: boolean;
};

/** What each role adds to the one before it. `{api}`, `{inbox}` and `{eph}` are words of the gateway's. */
const steps: Record<RoleName, { publish: string[]; subscribe: string[] }> = {
  observer: {
    publish: [
      "{api}.INFO",
      "{api}.STREAM.NAMES",
      "{api}.STREAM.LIST",
      "{api}.STREAM.INFO.*",
      "{api}.CONSUMER.NAMES.*",
      "{api}.CONSUMER.LIST.*",
      "{api}.CONSUMER.INFO.*.*",
      "$SRV.PING",
      "$SRV.PING.>",
      "$SRV.INFO",
      "$SRV.INFO.>",
      "$SRV.STATS",
      "$SRV.STATS.>",
      "$SYS.REQ.USER.INFO",
      "$SYS.REQ.ACCOUNT.PING.CONNZ",
      "$SYS.REQ.ACCOUNT.PING.STATZ",
    ],
    subscribe: ["{inbox}", "$JS.EVENT.ADVISORY.STREAM.>", "$JS.EVENT.ADVISORY.CONSUMER.>"],
  },
  reader: {
    publish: [
      "{api}.DIRECT.GET.>",
      "{api}.STREAM.MSG.GET.*",
      "{api}.CONSUMER.CREATE.*.{eph}",
      "{api}.CONSUMER.CREATE.*.{eph}.>",
      "{api}.CONSUMER.MSG.NEXT.*.{eph}",
      "{api}.CONSUMER.DELETE.*.{eph}",
    ],
    subscribe: ["{tail}"],
  },
  publisher: { publish: ["{publish}"], subscribe: [] },
  operator: {
    publish: [
      "{api}.STREAM.PURGE.>",
      "{api}.STREAM.MSG.DELETE.>",
      "{api}.STREAM.LEADER.STEPDOWN.>",
      "{api}.CONSUMER.CREATE.>",
      "{api}.CONSUMER.DURABLE.CREATE.>",
      "{api}.CONSUMER.DELETE.>",
      "{api}.CONSUMER.PAUSE.>",
      "{api}.CONSUMER.UNPIN.>",
      "{api}.CONSUMER.RESET.>",
      "{api}.CONSUMER.MSG.NEXT.>",
      "{api}.CONSUMER.LEADER.STEPDOWN.>",
      "$JS.ACK.>",
      "$KV.>",
      "$O.>",
      // Where the bucket is reached through a domain, it is written through the API's prefix.
      "{api}.$KV.>",
      "{api}.$O.>",
    ],
    subscribe: [],
  },
  admin: { publish: [">"], subscribe: [">"] },
};

/** The grant of a role on a connection. Read-only takes everything that changes something, and leaves the looking. */
export function grantOf(access: Access): Grant {
  const { role, readOnly } = access;
  const changes = readOnly ? lesser(role, "reader") : role;
  return {
    ...access,
    publish: {
      allow: [...linesOf(changes, "publish", access), ...(role === "admin" ? adminLooks : [])],
      deny: [],
    },
    subscribe: { allow: linesOf(role, "subscribe", access), deny: [] },
    anyReply: changes === "admin",
    anyConsumer: isAtLeast(changes, "operator"),
    queues: isAtLeast(changes, "operator"),
    anyHeader: isAtLeast(changes, "operator"),
  };
}

/** What only an admin may ask, and which changes nothing: left where the connection is read-only. */
const adminLooks = ["$SYS.REQ.SERVER.PING.VARZ"];

/** True when the role may do all that the other may. */
export function isAtLeast(role: RoleName, least: RoleName): boolean {
  return roleNames.indexOf(role) >= roleNames.indexOf(least);
}

function lesser(role: RoleName, most: RoleName): RoleName {
  return isAtLeast(role, most) ? most : role;
}

function linesOf(role: RoleName, operation: "publish" | "subscribe", access: Access): string[] {
  const held = roleNames.filter((name) => isAtLeast(role, name));
  return held.flatMap((name) => steps[name][operation]).flatMap((line) => fill(line, access));
}

function fill(line: string, { apiPrefix, tailSubjects, publishSubjects }: Access): string[] {
  if (line === "{tail}") return [...tailSubjects];
  if (line === "{publish}") return [...publishSubjects];
  // A function, because a dollar sign in a replacement text means something.
  return [line.replace("{api}", () => apiPrefix)];
}
