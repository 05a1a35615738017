import { describe, expect, it } from "vitest";
import { createLookingConsumers } from "./looking-consumers";

function open(bounds = { consumers: 5, consumersOfSocket: 3, consumerSettleMs: 2000 }) {
  let nowMs = 1000;
  const all = createLookingConsumers(bounds, () => nowMs);
  const fits = (socket = all.join(), names = "abcdefgh") =>
    [...names].filter((name) => socket.create(`S.${name}`, 10_000) === undefined).join("");
  return { join: all.join, fits, wait: (ms: number) => (nowMs += ms) };
}

describe("T29 T53 consumers for looking", () => {
  it("are so many on one socket, and so many on all", () => {
    const { join, fits } = open();
    const first = join();
    expect(fits(first)).toBe("abc");
    expect(first.create("S.d", 1)).toBe("3 consumers for looking on one socket");
    expect(fits(join(), "ijk")).toBe("ij");
    expect(join().create("S.l", 1)).toBe("5 consumers for looking on all sockets");
    expect(fits(first, "abcj")).toBe("abcj");
  });

  it("count until the server has let go of them, and pulls keep them", () => {
    const { join, fits, wait } = open();
    const socket = join();
    expect(fits(socket)).toBe("abc");
    wait(9000);
    socket.pull("S.a", 5000);
    wait(2999);
    expect(fits(socket, "d")).toBe("");
    wait(1);
    expect(fits(socket, "def")).toBe("de");
    wait(14_000);
    expect(fits(socket, "fgh")).toBe("fgh");
  });

  it("count for good where a pull waits for good, until its socket is gone", () => {
    const { join, fits, wait } = open();
    const [first, second] = [join(), join()];
    expect(fits(first)).toBe("abc");
    first.pull("S.a", Number.POSITIVE_INFINITY);
    wait(1e9);
    expect(fits(second)).toBe("abcd");
    second.pull("S.a", 20_000);
    expect(first.leave()).toEqual(["S.a"]);
    wait(31_999);
    expect(fits(join(), "xyz")).toBe("xyz");
  });

  it("that nobody knows count once they are pulled from", () => {
    const { join, fits, wait } = open();
    const socket = join();
    expect(socket.pull("S.a", 0)).toBeUndefined();
    expect(fits(socket, "bcd")).toBe("bc");
    expect(socket.pull("S.d", 0)).toContain("3 consumers");
    wait(301_999);
    expect(fits(socket, "bcde")).toBe("bc");
    wait(1);
    expect(fits(socket, "bcde")).toBe("bcd");
  });

  it("make room when they are deleted, but not before a server has surely made them", () => {
    const { join, fits, wait } = open();
    const socket = join();
    expect(fits(socket)).toBe("abc");
    socket.delete("S.a");
    expect(fits(socket, "d")).toBe("");
    wait(2000);
    socket.delete("S.b");
    expect(fits(socket, "def")).toBe("de");
    expect(socket.leave()).toEqual(["S.c", "S.d", "S.e"]);
  });

  it("that are made and deleted on and on make room only so often", () => {
    const { join, wait } = open();
    const socket = join();
    let made = 0;
    for (let second = 0; second < 60; second++) {
      for (let at = 0; at < 10; at++) {
        const name = `S.${second}.${at}`;
        if (socket.create(name, 300_000) === undefined) made += 1;
        socket.delete(name);
      }
      wait(1000);
    }
    expect(made).toBeLessThan(75);
  });

  it("keep the longest time that was asked for, whatever becomes of an update", () => {
    const { join, fits, wait } = open();
    const socket = join();
    expect(fits(socket)).toBe("abc");
    for (const name of "abc") socket.create(`S.${name}`, 1);
    wait(11_999);
    expect(fits(socket, "d")).toBe("");
    wait(1);
    expect(fits(socket, "d")).toBe("d");
  });
});
