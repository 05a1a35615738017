import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { addCommand, commandLacks, editCommand } from "./bucket-command";
import {
  type BucketDraft,
  checkBucketDraft,
  emptyBucketDraft,
  rebaseDraft,
  toBucketDraft,
  toSettings,
} from "./bucket-draft";
import { missingOrigins } from "./bucket-origin";
import { bucketReasons } from "./use-bucket-reasons";

const plain: BucketSettings = {
  ...{ name: "b", description: "", history: 1, ttlNs: undefined, maxBytes: undefined },
  ...{ maxValueBytes: undefined, storage: "file", replicas: 1, placement: undefined },
  ...{ republish: undefined, mirror: undefined, sources: [], isCompressed: false, metadata: {} },
  ...{ hasKeyTtl: false, markerTtlNs: undefined },
};
const full: BucketSettings = {
  ...{ ...plain, description: "All of it", history: 64, ttlNs: 90_000_000_001n },
  ...{ maxBytes: 1_000_001n, maxValueBytes: 4_097, storage: "memory", replicas: 3 },
  placement: { cluster: "C", tags: ["ssd", "eu"] },
  republish: { source: "$KV.b.>", destination: "out.>", headersOnly: true },
  sources: [{ bucket: "x" }, { bucket: "y", api: "$JS.hub.API" }, { bucket: "z", api: "far.api" }],
  ...{ isCompressed: true, metadata: { team: "shop", url: "http://a?b=c" } },
  ...{ hasKeyTtl: true, markerTtlNs: 5_000_000_000n },
};
const typed = (changes: Partial<BucketDraft>): BucketDraft => ({ ...emptyBucketDraft, ...changes });

describe("a draft", () => {
  it.each([plain, full, { ...plain, mirror: { bucket: "o", api: "$JS.hub.API" }, sources: [] }])(
    "means the settings that it was made of",
    (settings) => {
      expect(toSettings(toBucketDraft(settings), settings)).toEqual(settings);
      expect(checkBucketDraft(toBucketDraft(settings), { others: [], opened: settings })).toEqual(
        {},
      );
    },
  );

  it("loses no metadata, also what can't be typed in a line", () => {
    const metadata = fc.dictionary(fc.string({ minLength: 1 }), fc.string());
    fc.assert(
      fc.property(metadata, (known) => {
        const settings = { ...plain, metadata: { ...known } };
        expect(toSettings(toBucketDraft(settings), settings).metadata).toEqual(settings.metadata);
      }),
    );
  });

  it.each<[string, Partial<BucketDraft>, keyof BucketDraft]>([
    ["has no name", { name: "" }, "name"],
    ["has a dot in its name", { name: "a.b" }, "name"],
    ["has a name that is there", { name: "there" }, "name"],
    ["keeps nothing", { history: "0" }, "history"],
    ["keeps more than clients know", { history: "65" }, "history"],
    ["keeps a share of one", { history: "1.5" }, "history"],
    ["lives for no time", { ttl: "50ms" }, "ttl"],
    ["has values beyond 32 bits", { maxValueBytes: "2 GiB" }, "maxValueBytes"],
    ["has markers for less than a second", { hasKeyTtl: true, markerTtl: "500ms" }, "markerTtl"],
    ["republishes to nowhere", { republishSource: "a" }, "republishDestination"],
    ["is a mirror with sources", { mirror: "o", sources: "p" }, "sources"],
    ["takes from itself", { sources: "b" }, "sources"],
    ["takes twice from one", { sources: "x\nx" }, "sources"],
    ["mirrors what is no bucket", { mirror: "a.b" }, "mirror"],
    ["mirrors a bucket of a pattern", { mirror: "o *" }, "mirror"],
    ["has metadata without a value", { metadata: "team" }, "metadata"],
    ["has metadata that NATS keeps", { metadata: "_nats.ver=1" }, "metadata"],
  ])("that %s is told so", (_words, changes, field) => {
    const faults = checkBucketDraft(typed({ name: "b", ...changes }), { others: ["there"] });
    expect(Object.keys(faults)).toEqual([field]);
  });

  it("keeps a history that clients would not make, where nobody changes it", () => {
    const settings = { ...plain, history: undefined };
    const draft = toBucketDraft(settings);
    expect(checkBucketDraft(draft, { others: [], opened: settings })).toEqual({});
    expect(
      checkBucketDraft({ ...draft, history: "100" }, { others: [], opened: settings }),
    ).toEqual({ history: expect.any(String) });
  });

  it("over one reading goes on top of another: only what was typed", () => {
    const draft = { ...toBucketDraft(plain), history: "7" };
    const fresh = { ...plain, description: "By somebody else", history: 3 };
    expect(toSettings(rebaseDraft(draft, plain, fresh))).toEqual({ ...fresh, history: 7 });
  });
});

it("origins that nobody has here are told, those of elsewhere are believed", () => {
  expect(missingOrigins("a\nb\nc hub\n\nno.name", ["a"])).toEqual(["b"]);
});

describe("the nats command", () => {
  it("makes the same bucket", () => {
    expect(addCommand(full).join(" ")).toBe(
      "nats kv add b --description=All of it --history=64 --ttl=90000000001ns --marker-ttl=5s --max-bucket-size=1000001 --max-value-size=4097 --replicas=3 --cluster=C --tags=ssd --tags=eu --compress --metadata=team=shop --metadata=url=http://a?b=c --republish-source=$KV.b.> --republish-destination=out.> --republish-headers --source=x --source=y --source=z --storage=memory",
    );
    expect(addCommand({ ...plain, mirror: { bucket: "o", api: "$JS.hub.API" } }).slice(-2)).toEqual(
      ["--mirror=o", "--mirror-domain=hub"],
    );
    expect(commandLacks(undefined, full)).toBe("sources of elsewhere");
    expect(commandLacks(undefined, plain)).toBeUndefined();
  });

  it("changes what is changed, and takes a name for a name", () => {
    const after = { ...full, name: "--force", ttlNs: undefined, isCompressed: false };
    expect(editCommand(full, after)).toEqual([
      ...["nats", "kv", "edit", "--ttl=0ns", "--no-compress", "--", "--force"],
    ]);
    expect(commandLacks(full, { ...full, placement: undefined, republish: undefined })).toBe(
      "sources of elsewhere, an end of placement, an end of republishing",
    );
  });
});

describe("what can't be used", () => {
  const reasons = (version: string, draft = emptyBucketDraft, opened?: BucketSettings) =>
    Object.keys(bucketReasons(version, { draft, opened })).sort();
  const republish = ["headersOnly", "republishDestination", "republishSource"];

  it("is told by what the server lacks", () => {
    expect(reasons("2.15.1")).toEqual([]);
    expect(reasons("2.10.27")).toEqual(["hasKeyTtl", "markerTtl"]);
    const old = ["hasKeyTtl", "isCompressed", "markerTtl", "metadata", "sources"];
    expect(reasons("2.9.10")).toEqual(old);
    expect(reasons("2.9.10", typed({ mirror: "o" }))).toEqual([...old, ...republish].sort());
    expect(bucketReasons("2.9.10", { draft: emptyBucketDraft, opened: undefined }).metadata).toBe(
      "Since NATS 2.10; this server is 2.9.10.",
    );
  });

  it("is told by what an existing bucket is", () => {
    expect(reasons("2.15.1", toBucketDraft(plain), plain)).toEqual(["mirror", "name", "storage"]);
    expect(reasons("2.15.1", toBucketDraft(full), full)).toContain("hasKeyTtl");
    expect(reasons("2.9.10", toBucketDraft(plain), plain)).toEqual(
      expect.arrayContaining(republish),
    );
    expect(reasons("2.15.1", typed({ mirror: "o" }))).toEqual(["markerTtl", "sources"]);
  });
});
