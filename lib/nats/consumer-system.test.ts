import { expect, it } from "vitest";
import { readStreams } from "./consumer-jsz";
import { createTelling } from "./consumer-system";
import { cutArrays } from "./json-cut";

const place = { consumer_seq: 0, stream_seq: 0 };

/** What a server says of so many streams with ten consumers each. */
function answerOf(count: number) {
  const streams = Array.from({ length: count }, (_, n) => ({
    name: `S${n}`,
    state: { consumer_count: 10 },
    consumer_detail: Array.from({ length: 10 }, (_, c) => ({
      ...{ stream_name: `S${n}`, name: `c${c}`, delivered: place, ack_floor: place },
      config: { durable_name: `c${c}`, deliver_policy: "all", ack_policy: "explicit" },
    })),
  }));
  return JSON.stringify({ streams });
}

it("lets others have their turn between any two streams, of which there may be thousands", async () => {
  const text = answerOf(50);
  let breaths = 0;
  let unbroken = 0;
  let longest = 0;
  const breathe = async () => {
    breaths++;
    unbroken = 0;
  };
  const [places = []] = cutArrays(text, "streams").arrays;
  const read = await readStreams(text, places, breathe);
  if (!read.ok) throw new Error("not read");
  expect(breaths).toBeGreaterThanOrEqual(50);
  const told = [{ server: "one", text, streams: read.value }];
  const missing = await createTelling(breathe)([...read.value.values()], told, (_, found) => {
    unbroken += found.consumers.length;
    longest = Math.max(longest, unbroken);
  });
  expect(missing).toEqual([]);
  expect(longest).toBe(10);
});
