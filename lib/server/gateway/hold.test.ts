import { expect, it } from "vitest";
import { createHold } from "./hold";

it("hears a browser again when the last reason is gone, and not before", () => {
  const calls: string[] = [];
  const hold = createHold({
    pause: () => void calls.push("pause"),
    resume: () => void calls.push("resume"),
  });
  hold.begin("server is slow");
  hold.begin("too many frames");
  hold.begin("too many frames");
  hold.end("server is slow");
  hold.end("server is slow");
  expect(calls).toEqual(["pause"]);
  hold.end("too many frames");
  expect(calls).toEqual(["pause", "resume"]);
});
