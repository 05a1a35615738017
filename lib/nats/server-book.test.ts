import { describe, expect, it } from "vitest";
import type { ServerList } from "@/lib/model/servers";
import { createServerBook } from "./server-book";
import type { ServerAnswers } from "./servers";
import { jsz, varz } from "./servers-wire";

const zero = "0001-01-01T00:00:00Z";

function figures(name: string) {
  return varz.parse({
    ...{ server_id: `id of ${name}`, server_name: name, version: "2.14.0", start: zero, now: zero },
    ...{ cpu: 0, cores: 1, mem: 1, connections: 0, subscriptions: 0, slow_consumers: 0 },
    ...{ in_msgs: 0, out_msgs: 0, in_bytes: 0, out_bytes: 0, cluster: { name: "lab" } },
  });
}

type Meta = { leader: string; replicas?: string[]; domain?: string };

function stored(name: string, { leader, replicas, domain }: Meta) {
  return jsz.parse({
    server_id: `id of ${name}`,
    config: { domain },
    meta_cluster: { leader, cluster_size: 3, replicas: replicas?.map((one) => ({ name: one })) },
  });
}

/** Who answers, and what each tells of JetStream; null is an answer that was lost. */
function answers(told: Record<string, Meta | null>): ServerAnswers {
  const heard = <T>(value: T) => ({ value, sentMs: 0, heardMs: 0 });
  const stores = Object.entries(told).flatMap(([name, meta]) =>
    meta ? [heard(stored(name, meta))] : [],
  );
  return {
    varz: { ok: true, value: Object.keys(told).map((name) => heard(figures(name))) },
    jsz: { ok: true, value: stores },
    health: undefined,
  };
}

function createLab() {
  const book = createServerBook({ nowMs: () => 0 });
  return (told: Record<string, Meta | null>, by: ServerList["by"] = "system-account") => {
    const list = book.take(by, answers(told));
    if (!list.ok) throw new Error("no list");
    const { servers, meta } = list.value;
    return { rows: servers.map((one) => `${one.isAnswering ? "" : "no "}${one.name}`), meta };
  };
}

describe("the book of servers", () => {
  const leads = { leader: "a", replicas: ["b", "c"] };
  const follows = { leader: "a" };

  it("holds no election because one answer of the leader was lost (R03)", () => {
    const take = createLab();
    expect(take({ a: null, b: follows, c: follows }).meta).toMatchObject({ leader: "a" });
    expect(take({ b: follows, c: follows }).meta?.leader).toBeUndefined();
    expect(take({ a: { leader: "" }, b: follows, c: follows }).meta?.leader).toBeUndefined();
  });

  it("tells of the largest group, whatever a leaf node's own says first", () => {
    const take = createLab();
    const leaf = { leader: "z", replicas: ["y"], domain: "leaf" };
    const rest = { b: { leader: "" }, c: { leader: "" } };
    expect(take({ z: leaf, a: leads, b: follows, c: follows }).meta?.leader).toBe("a");
    expect(take({ z: leaf, a: { leader: "" }, ...rest }).meta?.leader).toBeUndefined();
  });

  it("forgets who was taken out of the group, and nobody who is only away", () => {
    const take = createLab();
    take({ a: leads, b: follows, c: follows });
    expect(take({ a: leads, b: follows }).rows).toEqual(["a", "b", "no c"]);
    const unnamed = ["b", "Server name unknown at this time (peerID: yrzKKRBu)"];
    expect(take({ a: { leader: "a", replicas: unnamed }, b: follows }).rows).toContain("no c");
    expect(take({ a: { leader: "a", replicas: ["b"] }, b: follows }).rows).toEqual(["a", "b"]);
  });

  it("calls nobody away because another source knows fewer, or its server has a new name", () => {
    const take = createLab();
    take({ a: leads, b: follows, c: follows }, "import");
    expect(take({ b: follows }, "monitoring").rows).toEqual(["b"]);
    expect(take({ renamed: follows }, "monitoring").rows).toEqual(["renamed"]);
    expect(take({ a: leads, b: follows, c: follows }, "import").rows).toEqual(["a", "b", "c"]);
  });
});
