import { describe, expect, it } from "vitest";
import type { LinkStatus } from "@/lib/model/link";
import { createLinkStore } from "./link-store";

function setUp() {
  let watching = 0;
  let hear: (status: LinkStatus) => void = () => undefined;
  const store = createLinkStore((listener) => {
    watching++;
    hear = listener;
    return Promise.resolve(() => void watching--);
  });
  return { store, watching: () => watching, say: (status: LinkStatus) => hear(status) };
}

const settled = () => new Promise((settle) => setTimeout(settle));

describe("[L8] the link's status for the page", () => {
  it("is watched once, however many look at it", () => {
    const { store, watching } = setUp();
    store.subscribe(() => undefined);
    store.subscribe(() => undefined);
    expect(watching()).toBe(1);
  });

  it("is watched by nobody after the last one has left", async () => {
    const { store, watching } = setUp();
    const leave = [store.subscribe(() => undefined), store.subscribe(() => undefined)];
    leave[0]?.();
    await settled();
    expect(watching()).toBe(1);
    leave[1]?.();
    await settled();
    expect(watching()).toBe(0);
  });

  it("is watched once when somebody leaves and comes back at once, as React does in development", async () => {
    const { store, watching } = setUp();
    store.subscribe(() => undefined)();
    store.subscribe(() => undefined);
    await settled();
    expect(watching()).toBe(1);
  });

  it("tells those who look, and nobody who has left", () => {
    const { store, say } = setUp();
    const heard: string[] = [];
    const leave = store.subscribe(() => heard.push("first"));
    store.subscribe(() => heard.push("second"));
    leave();
    say({ state: "unknown" });
    expect(heard).toEqual(["second"]);
    expect(store.get()).toEqual({ state: "unknown" });
  });
});
