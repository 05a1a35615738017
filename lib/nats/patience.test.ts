import { expect, it } from "vitest";
import type { Reading } from "@/lib/errors/app-error";
import { createPatience } from "./patience";

const refused: Reading<never> = {
  ok: false,
  error: {
    kind: "permission",
    what: "It",
    operation: "publish",
    subject: "x",
    by: { who: "server" },
  },
};

it("asks ever more seldom who goes on refusing, and at once on another connection", () => {
  let now = 0;
  const patience = createPatience({ nowMs: () => now });
  let asked = 0;
  for (; now < 24 * 3_600_000; now += 2_000) {
    if (!patience.mayAsk("it")) continue;
    asked++;
    patience.heard("it", refused);
  }
  expect(asked).toBeGreaterThan(40);
  expect(asked).toBeLessThan(60);
  patience.forget();
  expect(patience.mayAsk("it")).toBe(true);
  patience.heard("it", refused);
  now += 60_000;
  expect(patience.mayAsk("it")).toBe(true);
});
