import { describe, expect, it } from "vitest";
import type { KeysRow } from "@/lib/model/kv-keys";
import { changeKeys, choiceOf, noKeys, prefixesOf } from "./keys-selection";

const branch = (prefix: string, keys: number): KeysRow => ({
  ...{ kind: "branch", prefix, name: prefix, depth: 0, keys },
  ...{ isOpen: false, isReading: false, isCounted: true },
});

describe("keys that are chosen", () => {
  it("choose their branch once all of it is chosen, and a part of it before", () => {
    const on = { isOn: true, separators: "both" } as const;
    const one = changeKeys(noKeys, ["user.5/name"], on);
    expect(choiceOf(one, branch("user.", 2))).toBe("some");
    expect(choiceOf(one, branch("user.5/", 1))).toBe("all");
    const both = changeKeys(one, ["user.5/name", "user.6"], on);
    expect(choiceOf(both, branch("user.", 2))).toBe("all");
    const none = changeKeys(both, [...both.keys], { ...on, isOn: false });
    expect(choiceOf(none, branch("user.", 2))).toBe("none");
    expect(none.keys.size).toBe(0);
  });

  it("are below what the separators part, and nothing else", () => {
    expect(prefixesOf("a.b/c", "both")).toEqual(["a.", "a.b/"]);
    expect(prefixesOf("a.b/c", ".")).toEqual(["a."]);
    expect(prefixesOf("a.b/c", "/")).toEqual(["a.b/"]);
    expect(prefixesOf("/a//b", "/")).toEqual(["/", "/a/", "/a//"]);
  });
});
