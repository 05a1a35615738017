import { describe, expect, it } from "vitest";
import type { ServerList, ServerState } from "@/lib/model/servers";
import { compareServers } from "./server-changes";

const server = (name: string, isAnswering: boolean) => ({ name, isAnswering }) as ServerState;
const list = (servers: ServerState[], leader?: string): ServerList => ({
  by: "import",
  servers,
  meta: { size: 2, offline: [], pending: 0, ...(leader ? { leader } : {}) },
});

describe("what happened between two lists of servers", () => {
  it("is nothing where there was none before, and nothing where a server is new", () => {
    expect(compareServers(undefined, list([server("a", false)]))).toEqual([]);
    expect(compareServers(list([]), list([server("a", true)]))).toEqual([]);
  });

  it("is who answers no more, who does again, and who leads now", () => {
    const before = list([server("a", true), server("b", false)], "a");
    expect(compareServers(before, list([server("a", false), server("b", true)], "b"))).toEqual([
      { kind: "server-gone", severity: "trouble", server: "a" },
      { kind: "server-back", severity: "info", server: "b" },
      { kind: "meta-leader", severity: "info", leader: "b" },
    ]);
  });

  it("tells of no leader while there is none", () => {
    expect(compareServers(list([], "a"), list([]))).toEqual([]);
  });
});
