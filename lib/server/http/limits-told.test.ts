import { expect, it } from "vitest";
import { gatewayLimits } from "@/lib/server/gateway/limits";
import { tellLimits } from "./limits-told";

const all = (given: Parameters<typeof tellLimits>[0]) =>
  tellLimits(given).flatMap(({ limits }) => limits);

it("tells what holds for this start, not what would hold without a word", () => {
  const find = (limits: ReturnType<typeof all>, name: string) =>
    limits.find((limit) => limit.name === name);
  expect(find(all({}), "Sockets in all")?.value).toBe(gatewayLimits.sockets);
  expect(find(all({ sockets: 7 }), "Sockets in all")).toMatchObject({
    value: 7,
    setBy: "NATSIGHT_GATEWAY_SOCKETS",
  });
});

it("has one name for each limit, a value, and words of what happens", () => {
  const limits = all({});
  expect(new Set(limits.map(({ name }) => name)).size).toBe(limits.length);
  for (const { value, words } of limits) {
    expect(value).toBeGreaterThan(0);
    expect(words).toMatch(/^\S.*\.$/);
  }
});
