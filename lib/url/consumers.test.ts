import { createLoader, createSerializer } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { consumerPageAddress } from "./consumer-address";
import { boardOfStreamAddress, boardParams } from "./consumers";

const load = createLoader(boardParams);
const write = createSerializer(boardParams);
const said = (address: string) => load(new URL(address, "http://console").searchParams);

describe("what the address says of the board", () => {
  it("keeps names whatever letters they hold", () => {
    const compare = [
      { stream: "ORDERS", name: "worker" },
      { stream: "a,b&c", name: "Größe<img'\"&?#%`" },
    ];
    expect(said(`/${write({ compare })}`).compare).toEqual(compare);
    expect(said(boardOfStreamAddress("local", "a&b=c")).stream).toBe("a&b=c");
    expect(consumerPageAddress("a b", "S#1", "w?ä")).toBe(
      "/c/a%20b/streams/S%231/consumers/w%3F%C3%A4",
    );
  });

  it("tells a lag as a person would, and takes none that makes no sense", () => {
    expect(write({ over: 300 })).toBe("?over=5m");
    expect(said("/?over=90s").over).toBe(90);
    expect(said("/?over=1h").over).toBe(3_600);
    expect(said("/?over=much&cause=paused,none&compare=alone").over).toBeNull();
  });
});
