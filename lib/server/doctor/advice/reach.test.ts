import { describe, expect, it } from "vitest";
import { parseServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import { adviseName, adviseTcp } from "./reach";

function urlOf(text: string): ServerUrl {
  const parsed = parseServerUrl(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.url;
}

const refused = { kind: "refused", detail: "" } as const;
const inContainer = { inContainer: true };
const onHost = { inContainer: false };

describe("a refused connection", () => {
  it.each(["localhost", "127.0.0.1", "127.8.8.8", "[::1]"])(
    "to %s from within a container leads out of it",
    (host) => {
      const advice = adviseTcp(refused, urlOf(`nats://${host}:4222`), inContainer);
      expect(advice.likely).toContain("that container itself");
      expect(advice.whatToDo.join()).toMatch(/host\.docker\.internal[\s\S]*name of its service/);
      expect(advice.snippet?.text).toBe('host: "0.0.0.0"\nport: 4222');
    },
  );

  it("on this machine is mended by a server", () => {
    const advice = adviseTcp(refused, urlOf("nats://localhost:4333"), onHost);
    expect(advice.snippet?.text).toBe("nats-server --port 4333 --jetstream");
    expect(advice.whatToDo.join()).toContain("4222, and not 4333");
  });

  it("elsewhere may be a server that is heard on its own machine only", () => {
    const advice = adviseTcp(refused, urlOf("nats://nats.example"), inContainer);
    expect(advice.whatToDo.join()).toContain("127.0.0.1 is heard on its own machine only");
    expect(JSON.stringify(advice)).not.toContain("docker");
  });
});

it.each([
  [{ kind: "timeout", afterMs: 4000, detail: "" } as const, "firewall", "nc -vz nats.example 4222"],
  [{ kind: "unreachable", detail: "" } as const, "no route", "ip route get nats.example"],
  [{ kind: "closed", during: "connect", detail: "" } as const, "proxy", "nc nats.example 4222"],
])("a connection that fails with %j", (error, likely, snippet) => {
  const advice = adviseTcp(error, urlOf("nats://nats.example"), onHost);
  expect(advice.likely).toContain(likely);
  expect(advice.snippet?.text).toBe(snippet);
});

it("a name that is unknown in a container may be one of another network", () => {
  expect(adviseName("nats", inContainer).whatToDo.join()).toContain("Put both into one");
  expect(adviseName("nats", onHost).whatToDo.join()).not.toContain("container");
});
