import { describe, expect, it } from "vitest";
import { checkObjectName } from "./object-name";

describe("an object's name", () => {
  it.each(["a", "../../etc/passwd", 'a"b\r\n', "世界/🚀", " ", "x".repeat(2_048), "\u0000"])(
    "can be %j",
    (name) => expect(checkObjectName(name)).toBeUndefined(),
  );

  it.each([
    ["", "Give the object a name."],
    ["a\ud83d", "The name holds half of a letter (a lone surrogate)."],
    ["世".repeat(683), "An object's name has at most 2,048 bytes here; this has 2,049."],
  ])("can't be %j", (name, why) => expect(checkObjectName(name)).toBe(why));
});
