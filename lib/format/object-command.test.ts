import { expect, it } from "vitest";
import {
  deleteCommand,
  deleteLoopCommand,
  editCommand,
  linkCommand,
  putCommand,
  renameCommand,
} from "./object-command";

const info = {
  ...{ bucket: "invoices", name: "2026/ü.pdf", description: "", headers: {}, metadata: {} },
  ...{ sizeBytes: 300_000n, chunks: 3, chunkBytes: 131_072, digest: "SHA-256=abc=", nuid: "N1" },
  ...{ isDeleted: false, revision: 12n },
};

it("a file is put under its name, not under that of its path", () => {
  const file = { name: "2026/a.pdf", fileName: "a.pdf", description: "", headers: {} };
  expect(putCommand("invoices", file, false).join(" ")).toBe(
    "nats object put invoices a.pdf --name=2026/a.pdf",
  );
});

it("a replacement keeps what is said of the object, and does not ask", () => {
  const headers = { "Content-Type": ["text/plain"], Trace: ["a", "b"] };
  const file = { name: "a", fileName: "a", description: "The first", headers };
  expect(putCommand("invoices", file, true)).toEqual([
    ...["nats", "object", "put", "invoices", "a", "--name=a", "--description=The first"],
    ...["--header=Content-Type:text/plain", "--header=Trace:a", "--header=Trace:b", "--force"],
  ]);
});

it("names that would be taken for flags or for files of arguments stand behind --", () => {
  expect(deleteCommand("invoices", "--force").join(" ")).toBe(
    "nats object del --force -- invoices --force",
  );
  expect(deleteCommand("invoices", "@home").at(-3)).toBe("--");
  expect(deleteLoopCommand("invoices", '"$key"')).toBe(
    'nats object del --force -- invoices "$key"',
  );
});

it("an edit publishes the metadata as Go writes it, where the revision is still the one that was opened", () => {
  const edit = { description: "Scan", headers: {}, metadata: { by: "ann" } };
  expect(editCommand("$O.invoices.", info, edit)).toBe(
    `nats pub --jetstream -H Nats-Rollup:sub -H Nats-Expected-Last-Subject-Sequence:12 '$O.invoices.M.MjAyNi_DvC5wZGY=' '{"name":"2026/ü.pdf","description":"Scan","metadata":{"by":"ann"},"options":{"max_chunk_size":131072},"bucket":"invoices","nuid":"N1","size":300000,"mtime":"0001-01-01T00:00:00Z","chunks":3,"digest":"SHA-256=abc="}'`,
  );
});

it("another name is published first, and only then the old one marked as deleted", () => {
  const [first, second] = renameCommand("$O.invoices.", info, { name: "b", nuid: "N2" }).split(
    "\n",
  );
  expect(first).toContain("Sequence:0 '$O.invoices.M.Yg=='");
  expect(first).toContain('"nuid":"N1"');
  expect(second).toContain("Sequence:12 '$O.invoices.M.MjAyNi_DvC5wZGY='");
  expect(second).toContain('"size":0');
  expect(second).toContain('"deleted":true');
  expect(second).toContain('"nuid":"N2"');
});

it("a link is published with what it leads to, and the command fills nothing in", () => {
  const link = { bucket: "photos", name: "{{ID}}" };
  const command = linkCommand("$O.invoices.", { bucket: "invoices", name: "l", link, nuid: "N2" });
  expect(command).toContain("--no-templates");
  expect(command).toContain('"options":{"link":{"bucket":"photos","name":"{{ID}}"}}');
  expect(command).toContain('"nuid":"N2"');
});
