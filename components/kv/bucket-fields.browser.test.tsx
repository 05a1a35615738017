import { useState } from "react";
import { describe, expect, it } from "vitest";
import { render } from "vitest-browser-react";
import type { BucketSettings } from "@/lib/model/kv-bucket";
import { checkBucketDraft, emptyBucketDraft, toBucketDraft, toSettings } from "./bucket-draft";
import { BucketFields } from "./bucket-fields";
import { bucketReasons } from "./use-bucket-reasons";

const opened: BucketSettings = {
  ...{ name: "old", description: "", history: 5, ttlNs: undefined, maxBytes: undefined },
  ...{ maxValueBytes: undefined, storage: "memory", replicas: 2, isCompressed: false },
  ...{ placement: { cluster: "C", tags: [] }, republish: undefined, mirror: undefined },
  sources: [{ bucket: "other" }],
  metadata: { team: "shop", "two\nlines": "x" },
  ...{ hasKeyTtl: true, markerTtlNs: undefined },
};

describe("the form of a bucket", () => {
  it("takes every setting, and says what is wrong of what is typed", async () => {
    const screen = await render(<Form version="2.15.1" />);
    await screen.getByRole("textbox", { name: "Name" }).fill("a.b");
    await expect.element(screen.getByText("A bucket's name has no dots.")).toBeVisible();
    await screen.getByRole("textbox", { name: "Name" }).fill("made");
    await screen.getByLabelText("Description").fill("All of it");
    await screen.getByLabelText("History").fill("64");
    await screen.getByLabelText("TTL", { exact: true }).fill("1h30m");
    await screen.getByLabelText("Max bytes").fill("10 MiB");
    await screen.getByLabelText("Max value size").fill("64 KiB");
    await screen.getByText("Memory").click();
    await screen.getByText("3", { exact: true }).click();
    await screen.getByText("S2").click();
    await screen.getByLabelText("Per-key TTL and markers").click();
    await expect.element(screen.getByLabelText("Marker TTL")).toHaveValue("15m");
    await screen.getByText("Placement", { exact: true }).click();
    await screen.getByLabelText("Placement cluster").fill("C");
    await screen.getByLabelText("Placement tags").fill("ssd, eu");
    await screen.getByText("Republish", { exact: true }).click();
    await screen.getByLabelText("Republish source").fill("$KV.made.>");
    await expect.element(screen.getByText("Say where to.")).toBeVisible();
    await screen.getByLabelText("Republish destination").fill("out.>");
    await screen.getByLabelText("Headers only").click();
    await screen.getByText("Mirror and sources").click();
    await screen.getByLabelText("Sources").fill("here\nfar hub");
    await expect.element(screen.getByText(/There is no bucket here here/)).toBeVisible();
    await screen.getByText("Notes").click();
    await screen.getByLabelText("Metadata").fill("team=shop");
    expect(JSON.parse(screen.getByRole("status").element().textContent ?? "")).toEqual({
      ...{ name: "made", description: "All of it", history: 64, ttlNs: "5400000000000" },
      ...{ maxBytes: "10485760", maxValueBytes: 65_536, storage: "memory", replicas: 3 },
      ...{ isCompressed: true, placement: { cluster: "C", tags: ["ssd", "eu"] } },
      republish: { source: "$KV.made.>", destination: "out.>", headersOnly: true },
      sources: [{ bucket: "here" }, { bucket: "far", api: "$JS.hub.API" }],
      ...{ metadata: { team: "shop" }, hasKeyTtl: true, markerTtlNs: "900000000000" },
    });
  });

  it("greys what the server lacks, and names the version that has it", async () => {
    const screen = await render(<Form version="2.9.10" />);
    await screen.getByText("Mirror and sources").click();
    await screen.getByText("Notes").click();
    for (const label of ["Sources", "Metadata"]) {
      await expect.element(screen.getByLabelText(label)).toBeDisabled();
      await expect
        .element(screen.getByLabelText(label))
        .toHaveAccessibleDescription("Since NATS 2.10; this server is 2.9.10.");
    }
    await expect.element(screen.getByRole("radio", { name: "S2" })).toBeDisabled();
    await expect.element(screen.getByLabelText("Per-key TTL and markers")).toBeDisabled();
    await expect
      .element(screen.getByLabelText("Per-key TTL and markers"))
      .toHaveAccessibleDescription("Since NATS 2.11; this server is 2.9.10.");
    await expect.element(screen.getByLabelText("Mirror of")).toBeEnabled();
  });

  it("greys what can't be changed of a bucket, and shows all that it has", async () => {
    const screen = await render(<Form version="2.15.1" opened={opened} />);
    await expect.element(screen.getByRole("textbox", { name: "Name" })).toBeDisabled();
    await expect.element(screen.getByRole("radio", { name: "File" })).toBeDisabled();
    await expect.element(screen.getByRole("radio", { name: "2", exact: true })).toBeChecked();
    await expect.element(screen.getByLabelText("Mirror of")).toBeDisabled();
    await expect
      .element(screen.getByLabelText("Mirror of"))
      .toHaveAccessibleDescription("Only a new bucket can be made a mirror.");
    await expect.element(screen.getByLabelText("Per-key TTL and markers")).toBeDisabled();
    await expect.element(screen.getByLabelText("Placement cluster")).toHaveValue("C");
    await expect.element(screen.getByLabelText("Sources")).toHaveValue("other");
    await expect.element(screen.getByLabelText("Metadata")).toHaveValue("team=shop");
    await expect
      .element(screen.getByText(/What can't be said in a line stays as it is/))
      .toBeVisible();
  });
});

function Form({ version, opened }: { version: string; opened?: BucketSettings }) {
  const [draft, setDraft] = useState(opened ? toBucketDraft(opened) : emptyBucketDraft);
  return (
    <>
      <BucketFields
        draft={draft}
        faults={checkBucketDraft(draft, { others: [], ...(opened && { opened }) })}
        reasons={bucketReasons(version, { draft, opened })}
        isSaid={false}
        isClustered={false}
        others={[]}
        untyped={["two\nlines"].filter((key) => opened?.metadata[key])}
        onChange={(changes) => setDraft({ ...draft, ...changes })}
      />
      <output>
        {JSON.stringify(toSettings(draft), (_key, value: unknown) =>
          typeof value === "bigint" ? String(value) : value,
        )}
      </output>
    </>
  );
}
