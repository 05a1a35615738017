import { describe, expect, it } from "vitest";
import { createFormat } from "@/lib/format/format";
import type { LinkStatus } from "@/lib/model/link";
import { faceOf as faceWith } from "./link-face";

const at = (hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 0, 5, hours, minutes, seconds).getTime();
const server = { id: "N2", name: "n2", version: "2.15.1", jetstream: true };

const faceOf = (status: LinkStatus, isStale = false) =>
  faceWith(status, { format: createFormat(), isStale });

describe("the badge", () => {
  it("says which server this is on, and since when", () => {
    expect(faceOf({ state: "connected", sinceMs: at(12, 3), server })).toMatchObject({
      word: "Connected",
      detail: "n2 · 2.15.1",
      title: "On n2 since 12:03:00.",
    });
  });

  it("says how long the way to the server is, once that is known", () => {
    const connected = { state: "connected", sinceMs: at(12, 3), server } as const;
    expect(faceOf({ ...connected, rttMs: 0.8123 })).toMatchObject({
      detail: "n2 · 2.15.1 · 0.8 ms",
      title: "On n2 since 12:03:00.",
    });
    expect(faceOf({ ...connected, rttMs: 123.4 }).detail).toBe("n2 · 2.15.1 · 123 ms");
  });

  it("is no sign of health while what is shown is old", () => {
    const connected = { state: "connected", sinceMs: at(12, 3), server } as const;
    expect(faceOf(connected, true)).toMatchObject({ word: "Connected", tone: "text-attention" });
    expect(faceOf(connected)).toMatchObject({ tone: "text-ok" });
  });

  it("[R09] writes times as the reader wants them", () => {
    const status = { state: "connected", sinceMs: Date.UTC(2026, 0, 5, 23), server } as const;
    expect(faceWith(status, { format: createFormat({ times: "utc" }) }).title).toBe(
      "On n2 since 23:00:00.",
    );
  });

  it("says after a move where it was before", () => {
    const movedFrom = { name: "n1", lostMs: at(12, 2, 58) };
    expect(faceOf({ state: "connected", sinceMs: at(12, 3), server, movedFrom })).toMatchObject({
      note: "moved from n1",
      title: "On n2 since 12:03:00, before that on n1 until 12:02:58.",
    });
  });

  it("says while it is lost why, since when, and when it tries again", () => {
    const why = "The NATS server can't be reached: connection refused";
    expect(
      faceOf({ state: "reconnecting", sinceMs: at(9, 0), why, nextTryMs: at(9, 0, 2) }),
    ).toMatchObject({
      detail: "Connection refused",
      note: "since 09:00:00",
      nextTryMs: at(9, 0, 2),
      title: `${why}. Since 09:00:00. Next try at 09:00:02.`,
      canTest: true,
    });
  });

  it("says what was refused, and when that is looked at again", () => {
    const why = "The page went on asking for what its role may not do.";
    expect(faceOf({ state: "refused", why, nextTryMs: at(9, 0, 15) })).toMatchObject({
      word: "Refused",
      detail: why,
      note: "next try at 09:00:15",
      canTest: true,
    });
    expect(faceOf({ state: "refused", why })).not.toHaveProperty("note");
  });

  it("says that nobody is signed in, and why", () => {
    expect(faceOf({ state: "credentials" })).toMatchObject({ word: "Signed out" });
    const why = "The server said: Authorization Violation.";
    expect(faceOf({ state: "credentials", why })).toMatchObject({ detail: why });
  });
});
