import { expect, it } from "vitest";
import { consumerRow } from "./history-lab";
import type { ToThread } from "./protocol";
import { createTickFeed } from "./tick-feed";

function createLab() {
  const posted: Extract<ToThread, { kind: "tick" }>[] = [];
  const feed = createTickFeed((message) => {
    if (message.kind === "tick") posted.push(message);
  });
  return { feed, posted };
}

it("sends what has changed, and of a row that is the same one nothing", () => {
  const { feed, posted } = createLab();
  const rows = [consumerRow({ name: "a" }), consumerRow({ name: "b", pending: 2n ** 60n })];
  feed.tick("c", { atMs: 1, consumers: rows });
  feed.tick("c", { atMs: 2, consumers: rows });
  feed.tick("c", {
    atMs: 3,
    consumers: [rows[0], consumerRow({ name: "b", pending: 5n })].flatMap((row) => row ?? []),
  });
  feed.tick("c", { atMs: 4, consumers: rows.slice(1) });
  const [first, second, third, fourth] = posted.map(({ parts }) => parts[0]);
  expect(first).toMatchObject({ isFull: true, born: [{ name: "a" }, { name: "b" }] });
  expect(first?.long.map(([, value]) => value)).toEqual([2n ** 60n]);
  expect(second).toMatchObject({ isFull: false, born: [], gone: [], slots: new Uint32Array(0) });
  expect(third).toMatchObject({
    ...{ slots: Uint32Array.of(1), masks: Uint16Array.of(1), values: Float64Array.of(5) },
  });
  expect(fourth?.gone).toEqual([0]);
});

it("leaves ticks out while the thread is behind, says that there is a gap, and tells all of it then", () => {
  const { feed, posted } = createLab();
  const tick = (at: number) =>
    feed.tick("c", { atMs: at, consumers: [consumerRow({ name: "a", pending: BigInt(at) })] });
  for (let at = 0; at < 100; at++) tick(at);
  const sent = posted.length;
  expect(sent).toBeLessThan(100);
  feed.taken("c", true);
  tick(100);
  expect(posted.at(-1)).toMatchObject({ isGap: true, atMs: 100 });
  expect(posted.at(-1)?.parts[0]).toMatchObject({ isFull: false, values: Float64Array.of(100) });
  // What was not recorded is told again, from the begin.
  feed.taken("c", false);
  tick(101);
  expect(posted.at(-1)?.parts[0]).toMatchObject({ isFull: true, born: [{ name: "a" }] });
  expect(posted).toHaveLength(sent + 2);
});

it("takes one that was made anew for another one", () => {
  const { feed, posted } = createLab();
  feed.tick("c", { atMs: 1, consumers: [consumerRow({ name: "a", createdMs: 1 })] });
  feed.tick("c", { atMs: 2, consumers: [consumerRow({ name: "a", createdMs: 2 })] });
  expect(posted[1]?.parts[0]).toMatchObject({ gone: [0], born: [{ name: "a", slot: 1 }] });
});
