import { expect, it } from "vitest";
import { writeCommand } from "./kv-command";

const names = { bucket: "b", key: "-k", prefix: "$KV.b." };
const bytes = (text: string) => new TextEncoder().encode(text);
const line = (text: string, revision: bigint, ttl?: string) =>
  writeCommand(names, bytes(text), { revision, ttl }).words.join(" ");

it("a write is said in the nats command that compares as it does, where there is one", () => {
  expect(line("v", 0n)).toBe("nats kv create -- b -k v");
  expect(line("v", 7n)).toBe("nats kv update -- b -k v 7");
  expect(line("v", 0n, "30s")).toBe("nats kv create --ttl=30s -- b -k v");
  expect(line("", 7n)).toBe("nats kv put -- b -k");
  expect(writeCommand(names, bytes("\0"), { revision: 7n }).note).toContain("revision 7");
  const pub = "nats pub --jetstream --force-stdin";
  const compared = "-H Nats-Expected-Last-Subject-Sequence:7 -H Nats-TTL:30s $KV.b.-k";
  expect(line("v", 7n, "30s")).toBe(`${pub} ${compared}`);
  expect(line("{{ID}}", 7n, "30s")).toBe(`${pub} --no-templates ${compared}`);
});
