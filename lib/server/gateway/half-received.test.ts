import { expect, it } from "vitest";
import { createHalfReceived } from "./half-received";

function openTwo(maxBytes: number) {
  const cut: string[] = [];
  const all = createHalfReceived(maxBytes);
  const a = all.join(() => cut.push("a"));
  const b = all.join(() => cut.push("b"));
  return { a, b, cut };
}

it("T52 cuts off the socket that holds the most when all together hold too much", () => {
  const { a, b, cut } = openTwo(100);
  a.received(60);
  b.received(40);
  expect(cut).toEqual([]);
  b.received(1);
  expect(cut).toEqual(["a"]);
  b.received(59);
  expect(cut).toEqual(["a"]);
  b.received(1);
  expect(cut).toEqual(["a", "b"]);
});

it("counts neither whole messages nor control frames, and nothing of who has left", () => {
  const { a, b, cut } = openTwo(100);
  for (let count = 0; count < 10; count++) {
    a.received(90);
    a.whole();
    b.received(90);
    b.control(90);
  }
  a.received(90);
  a.leave();
  a.received(500);
  b.received(90);
  expect(cut).toEqual([]);
});
