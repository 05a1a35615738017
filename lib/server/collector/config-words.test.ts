import { expect, it } from "vitest";
import { configChange } from "./config-words";

const second = 1_000_000_000;

it("says what was and what is, in words", () => {
  const change = configChange(
    { ack_wait: 30 * second, max_deliver: -1, max_ack_pending: 1_000, filter_subject: "a.>" },
    { ack_wait: 90 * second, max_deliver: 5, max_ack_pending: 1_000, filter_subjects: ["b", "c"] },
  );
  expect(change).toBe(
    "ack wait: 30 s → 1 min 30 s, max deliver: no limit → 5, filter subject: a.> → none, filter subjects: none → b c",
  );
  expect(configChange({ max_bytes: 0 }, { max_bytes: 2n ** 40n })).toBe(
    "max bytes: no limit → 1 TiB",
  );
  expect(configChange({ backoff: [second, 5 * second] }, { backoff: [] })).toBe(
    "backoff: 1 s 5 s → none",
  );
});

it("says of a bucket's stream what is a time and what is a size", () => {
  const old = { compression: undefined, max_msg_size: undefined, subject_delete_marker_ttl: 0 };
  const fresh = { compression: "s2", max_msg_size: 4_096, subject_delete_marker_ttl: 5 * second };
  expect(configChange(old, fresh)).toBe(
    "compression: none → s2, max message size: no limit → 4 KiB, subject delete marker ttl: none → 5 s",
  );
});

it("is silent about what nobody has changed: what is not set, however it is written, a server's own notes, a pause", () => {
  const old = { max_deliver: -1, headers_only: false, metadata: { "_nats.ver": "2.11.0" } };
  const fresh = { metadata: { "_nats.ver": "2.15.1" }, pause_until: "2026-01-01T00:00:00Z" };
  expect(configChange(old, { ...fresh, backoff: [], description: "" })).toBeUndefined();
});

it("names metadata and keeps what stands in it, and cuts what is long", () => {
  expect(configChange({ metadata: { token: "s3cret" } }, { metadata: { token: "0ther" } })).toBe(
    "metadata",
  );
  const long = configChange({ description: "" }, { description: "x".repeat(90) });
  expect(long).toBe(`description: none → ${"x".repeat(39)}…`);
  const many = configChange({}, { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 });
  expect(many).toBe("a: none → 1, b: none → 2, c: none → 3, d: none → 4 and 2 more");
});
