import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultPreferences, parsePreferences } from "./preferences";

const stored = (fields: object) => JSON.stringify({ version: 1, ...fields });

describe("stored preferences", () => {
  it("are those that were chosen, and the usual ones beside them", () => {
    expect(parsePreferences(stored({ theme: "dark", payloadLimitBytes: 0 }))).toEqual({
      ...defaultPreferences,
      theme: "dark",
      payloadLimitBytes: 0,
    });
  });

  it("lose only the field that is broken", () => {
    const text = stored({ theme: "purple", times: "utc", density: 7, railIsNarrow: "yes" });
    expect(parsePreferences(text)).toEqual({ ...defaultPreferences, times: "utc" });
  });

  it.each([
    null,
    "",
    "null",
    "[]",
    "{",
    '"dark"',
    '{"theme":"dark"}',
    '{"version":2,"theme":"dark"}',
  ])("are the usual ones when the store holds %s", (text) => {
    expect(parsePreferences(text)).toEqual(defaultPreferences);
  });

  it("take no payload limit that would stop the page", () => {
    for (const payloadLimitBytes of [-1, 1.5, 1e12, "65536", Number.NaN]) {
      expect(parsePreferences(stored({ payloadLimitBytes }))).toEqual(defaultPreferences);
    }
  });

  it("are whole whatever the store holds, and nothing else gets in", () => {
    const field = fc.constantFrom(...Object.keys(defaultPreferences), "__proto__", "other");
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (fields) => {
        const preferences = parsePreferences(stored(fields));
        expect(Object.keys(preferences).sort()).toEqual(Object.keys(defaultPreferences).sort());
        expect(parsePreferences(stored(preferences))).toEqual(preferences);
      }),
    );
  });
});
