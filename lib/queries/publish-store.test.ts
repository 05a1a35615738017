import fc from "fast-check";
import { expect, it } from "vitest";
import { emptyDraft } from "@/lib/model/publish-draft";
import { parsePublishStore } from "./publish-store";

const nothing = { history: [], templates: [] };

it("reads back what was kept, a file's bytes too, and fills in what is missing", () => {
  const kept = { id: "1", connectionId: "local", mode: "request", subject: "a.b", atMs: 5 };
  const draft = {
    payload: "{}",
    headers: [{ name: "A", value: "b" }, { name: 5 }],
    awaitsAck: true,
    count: 7,
    file: { name: "x.bin", bytes: { base64: "AP8=" } },
  };
  const text = JSON.stringify({ version: 1, history: [{ ...kept, draft }], templates: [{}] });
  expect(parsePublishStore(text)).toEqual({
    history: [
      {
        ...kept,
        draft: {
          ...emptyDraft,
          payload: "{}",
          headers: [{ name: "A", value: "b" }],
          awaitsAck: true,
          file: { name: "x.bin", bytes: new Uint8Array([0, 255]) },
        },
      },
    ],
    templates: [],
  });
});

it("never throws, whatever stands in the storage", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(parsePublishStore(text)).toEqual(nothing);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (history, draft) => {
      const odd = [{ id: "1", connectionId: "c", mode: "m", subject: "s", draft }];
      parsePublishStore(JSON.stringify({ version: 1, history, templates: odd }));
    }),
  );
  expect(parsePublishStore(null)).toEqual(nothing);
});
