import { describe, expect, it } from "vitest";
import { createRefusalLog } from "./refusal-log";

function open() {
  let nowMs = 0;
  const lines: string[] = [];
  const log = createRefusalLog(
    (words) => void lines.push(words),
    60_000,
    () => nowMs,
  );
  return {
    lines,
    refuse: (subject: string, why = "") =>
      log.refused("reader", { operation: "publish", subject, why }),
    wait(ms: number) {
      nowMs += ms;
      log.check(nowMs);
    },
    log,
  };
}

describe("what was refused", () => {
  it("is told at once, then once a minute with the count", () => {
    const { lines, refuse, wait } = open();
    refuse("orders.new");
    expect(lines).toEqual(["refused to reader: a publication to orders.new"]);
    for (let at = 0; at < 100; at++) refuse(`a.${at}`, "headers too long");
    wait(59_999);
    expect(lines).toHaveLength(1);
    wait(1);
    expect(lines[1]).toBe(
      "refused 100 frames, the last one to reader: a publication to a.99: headers too long",
    );
    wait(120_000);
    expect(lines).toHaveLength(2);
    refuse("b");
    expect(lines[2]).toBe("refused to reader: a publication to b");
  });

  it.each(["reply", "subscription", "maximum"] as const)("says that it was a %s", (operation) => {
    const { lines, log } = open();
    log.refused("observer", { operation, subject: "a", why: "" });
    expect(lines[0]).toMatch(
      new RegExp(`to observer: .*${operation === "maximum" ? "one more" : operation}.* a$`),
    );
  });

  it("T39 shows a hundred characters of a name, and none that a terminal obeys", () => {
    const { lines, refuse } = open();
    refuse(`\x1b[2J\u202e${"🙂".repeat(200)}`);
    expect(lines[0]).toBe(`refused to reader: a publication to [2J${"🙂".repeat(97)}…`);
  });
});
