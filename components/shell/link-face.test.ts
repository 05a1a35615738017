import { describe, expect, it } from "vitest";
import { faceOf } from "./link-face";

const at = (hours: number, minutes: number, seconds = 0) =>
  new Date(2026, 0, 5, hours, minutes, seconds).getTime();
const server = { id: "N2", name: "n2", version: "2.15.1", jetstream: true };

describe("the badge", () => {
  it("says which server this is on, and since when", () => {
    expect(faceOf({ state: "connected", sinceMs: at(12, 3), server })).toMatchObject({
      word: "Connected",
      detail: "n2 · 2.15.1",
      title: "On n2 since 12:03:00.",
    });
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
      detail: why,
      note: "since 09:00:00",
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
