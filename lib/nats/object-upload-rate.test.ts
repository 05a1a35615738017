import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UploadProgress } from "@/lib/model/object-upload";
import { createUploadTeller } from "./object-upload-rate";

describe("what is told of an upload", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  const begin = () => {
    const told: UploadProgress[] = [];
    const teller = createUploadTeller(10_000, 100, (progress) => told.push(progress));
    teller.state("sending");
    /** So many bytes in each tenth of a second. */
    const send = (from: number, tenths: number, bytes: number) => {
      for (let count = 1; count <= tenths; count++) {
        vi.advanceTimersByTime(100);
        teller.sent(from + count * bytes);
      }
    };
    return { told, teller, send };
  };

  it("comes a few times a second, with a rate once that can be known", () => {
    const { told, send } = begin();
    expect(told).toEqual([
      {
        sentBytes: 0,
        totalBytes: 10_000,
        bytesPerSec: undefined,
        chunkBytes: 100,
        state: "sending",
      },
    ]);
    send(0, 10, 50);
    expect(told.map(({ sentBytes }) => sentBytes)).toEqual([0, 100, 200, 300, 400, 500]);
    expect(told.at(-1)?.bytesPerSec).toBe(500);
  });

  it("has the rate of the last seconds, and none of the time that was waited", () => {
    const { told, teller, send } = begin();
    send(0, 20, 10);
    send(200, 60, 100);
    expect(told.at(-1)?.bytesPerSec).toBe(1_000);
    teller.state("waiting-for-link");
    expect(told.at(-1)).toMatchObject({ state: "waiting-for-link", bytesPerSec: undefined });
    vi.advanceTimersByTime(60_000);
    teller.state("sending");
    send(6_200, 10, 20);
    expect(told.at(-1)?.bytesPerSec).toBe(200);
  });
});
