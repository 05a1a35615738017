import { createLoader, createSerializer } from "nuqs/server";
import { expect, it } from "vitest";
import { tailParams } from "./tail";

const load = createLoader(tailParams);
const serialize = createSerializer(tailParams);

it("[T04] gives back the subjects, the place and the filter that an address was made of, whatever they hold", () => {
  const given = {
    ...{ subject: ["orders.>", "a&b=c.*", "ünï.<script>"], q: "x&y #1", by: "regex" as const },
    ...{ noise: true as const, keep: "1000" as const },
    // Beyond 2^53 every digit counts.
    ...{ stream: "ORDERS", seq: 9_007_199_254_740_993n, time: Date.UTC(2026, 10, 21, 12) },
  };
  expect(load(new URLSearchParams(serialize(given)))).toEqual(given);
});

it("listens to nothing by itself, and to each subject that the address repeats", () => {
  expect(load(new URLSearchParams(""))).toMatchObject({ subject: [], q: null, noise: null });
  expect(load(new URLSearchParams("subject=a&subject=b.>&keep=7&by=x"))).toMatchObject({
    ...{ subject: ["a", "b.>"], keep: "10000", by: "text", stream: null, seq: null },
  });
  expect(load(new URLSearchParams("seq=1e3&time=noon"))).toMatchObject({ seq: null, time: null });
});
