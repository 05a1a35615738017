import { expect, it } from "vitest";
import type { StoreSettings } from "@/lib/model/object-store";
import { purgeScript } from "./orphans-command";
import { addCommand, editCommand, editLacks } from "./store-command";

const plain: StoreSettings = {
  ...{ name: "papers", description: "", ttlNs: undefined, maxBytes: undefined, storage: "file" },
  ...{ replicas: 1, placement: undefined, isCompressed: false, metadata: {} },
};
const full: StoreSettings = {
  ...{ ...plain, description: "Of the office", ttlNs: 86_400_000_000_000n, maxBytes: 1_024n },
  ...{ storage: "memory", replicas: 3, isCompressed: true, metadata: { team: "shop" } },
  placement: { cluster: "C", tags: ["ssd", "eu"] },
};

it("the command beside a form makes the same store", () => {
  expect(addCommand(full).join(" ")).toBe(
    "nats object add papers --description=Of the office --ttl=24h --max-bucket-size=1024 --replicas=3 --cluster=C --tags=ssd --tags=eu --compress --metadata=team=shop --storage=memory",
  );
  expect(addCommand({ ...plain, name: "-f" })).toEqual([
    ...["nats", "object", "add", "--replicas=1", "--storage=file", "--", "-f"],
  ]);
});

it("the command beside an edit changes what was changed alone, and says what it can't", () => {
  expect(editCommand(full, { ...full, ttlNs: undefined, maxBytes: undefined })).toEqual([
    ...["nats", "object", "edit", "papers", "--ttl=0ns", "--max-bucket-size=-1"],
  ]);
  expect(editLacks(full, { ...full, placement: undefined })).toBe("an end of placement");
  expect(editLacks(plain, full)).toBeUndefined();
});

it("the commands beside a clean-up name the first of the chosen groups, and count the rest", () => {
  const groups = Array.from({ length: 12 }, (_, n) => ({
    ...{ nuid: `n${n}`, chunks: 1, bytes: 1n, lastMs: 0, isYoung: false },
  }));
  const row = { name: "papers", stream: "OBJ_papers" };
  const { text, note } = purgeScript(row, groups, new Set(groups.map(({ nuid }) => nuid)));
  expect(text.split("\n")).toHaveLength(10);
  expect(text).toContain("nats stream purge OBJ_papers '--subject=$O.papers.C.n0' --force");
  expect(note).toMatch(/2 more go in the same way\.$/);
});
