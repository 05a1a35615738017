import { describe, expect, it } from "vitest";
import type { Letter } from "./letter";
import { firstOrderNumber } from "./order";
import { eventsAt, lifeOf, longestLife } from "./order-events";
import { shipmentFault } from "./shipments";
import { lettersOfStep } from "./step";

const atMs = Date.parse("2026-03-02T09:30:00Z");
const numbers = Array.from({ length: 500 }, (_, index) => firstOrderNumber + index);
const story = (seed: number) => numbers.flatMap((number) => lettersOfStep(seed, number, atMs));
const letters = story(7);
const on = (prefix: string) => letters.filter(({ subject }) => subject.startsWith(prefix));
const parse = (letter: Letter) => JSON.parse(String(letter.body));

describe("the company's story", () => {
  it("is told in the same words every time", () => {
    expect(story(7)).toEqual(letters);
    expect(story(8)).not.toEqual(letters);
  });

  it("differs in nothing but its times when it is told later", () => {
    const later = lettersOfStep(7, firstOrderNumber + 200, atMs + 86_400_000);
    const timeless = (list: Letter[]) =>
      JSON.stringify(list).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "");
    expect(later).not.toEqual(lettersOfStep(7, firstOrderNumber + 200, atMs));
    expect(timeless(later)).toBe(timeless(lettersOfStep(7, firstOrderNumber + 200, atMs)));
  });

  it("never uses a message id twice", () => {
    const ids = letters.flatMap(({ headers }) => headers["Nats-Msg-Id"] ?? []);
    expect(ids.length).toBeGreaterThan(3_000);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("carries valid traceparents, one trace an order", () => {
    const traces = new Map<string, Set<string>>();
    for (const { headers } of on("orders.")) {
      const parts = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(headers.traceparent ?? "");
      expect(parts, headers.traceparent).not.toBeNull();
      const order = headers["Fernway-Order"] ?? "";
      traces.set(order, (traces.get(order) ?? new Set()).add(parts?.[1] ?? ""));
    }
    expect([...traces.values()].every((ids) => ids.size === 1)).toBe(true);
    expect(new Set([...traces.values()].flatMap((ids) => [...ids])).size).toBe(traces.size);
  });

  it("speaks of orders with customers, lines and a total that adds up", () => {
    const created = on("orders.").filter(({ subject }) => subject.endsWith(".created"));
    expect(created).toHaveLength(numbers.length);
    for (const letter of created) {
      const order = parse(letter);
      expect(order.customer.email).toMatch(/^[a-z]+\.[a-z]+@example\.com$/);
      const sum = order.lines.reduce(
        (total: number, line: { quantity: number; unitPrice: number }) =>
          total + line.quantity * line.unitPrice,
        0,
      );
      expect(Math.abs(sum - order.total.amount)).toBeLessThan(0.2);
    }
  });

  it("goes through every event and method", () => {
    const lastTokens = new Set(letters.map(({ subject }) => subject.split(".").at(-1)));
    for (const word of ["created", "paid", "declined", "packed", "shipped", "delivered"]) {
      expect(lastTokens).toContain(word);
    }
    for (const word of ["cancelled", "refunded", "card", "wallet", "transfer"]) {
      expect(lastTokens).toContain(word);
    }
  });

  it("writes one line of text a message to the audit log", () => {
    for (const { body } of on("audit.")) {
      expect(body).toMatch(/^2026-03-02T09:30:00\.000Z (INFO|WARN) +\S+ .*order=ORD-\d+/);
      expect(body).not.toContain("\n");
    }
  });

  it("holds exactly one shipment that can't be handled", () => {
    const faults = on("shipments.").filter((letter) => shipmentFault(parse(letter)));
    expect(faults.map(({ headers }) => headers["Nats-Msg-Id"])).toEqual(["SHP-104240-M"]);
  });

  it("lets the new order come last, so that what was cut short is told again", () => {
    expect(letters.filter(({ subject }) => subject.startsWith("orders.")).at(-1)?.subject).toMatch(
      /created$/,
    );
    for (const number of numbers.slice(0, 100)) {
      const last = lettersOfStep(7, number, atMs).at(-1);
      expect(last?.headers["Nats-Msg-Id"]).toBe(`ORD-${number}.created`);
    }
  });
});

describe("the life of an order", () => {
  it("is over within its longest life, in the order of time", () => {
    for (const number of numbers) {
      const times = lifeOf(7, number).map(({ after }) => after);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeLessThanOrEqual(longestLife);
    }
  });

  it("happens once, whichever steps are looked at", () => {
    const told = numbers.flatMap((number) => eventsAt(7, number, firstOrderNumber));
    const first = told.filter(({ order }) => order.number === firstOrderNumber);
    expect(first.map(({ name }) => name)).toEqual(
      lifeOf(7, firstOrderNumber).map(({ name }) => name),
    );
  });
});
