import type { JetStreamClient } from "@nats-io/jetstream";
import { headers } from "@nats-io/nats-core";
import { type ObjectStore, Objm } from "@nats-io/obj";
import { products } from "./company";
import { firstOrderNumber } from "./order";
import { catalogueExport, invoice, priceList, runbook } from "./papers";
import { parcelsChart, productCard } from "./pictures";

/** A file of the company: its content is made only when it has to be uploaded. */
export type Paper = {
  name: string;
  description: string;
  contentType: string;
  chunkBytes: number;
  content: () => Uint8Array;
};

const mib = 1024 * 1024;
const chunkBytes = 128 * 1024;

/** What lies in the object stores, by store. */
export function papersOf(seed: number): Record<"assets" | "documents", Paper[]> {
  const paper = (
    name: string,
    description: string,
    contentType: string,
    content: () => Uint8Array,
  ) => ({
    name,
    description,
    contentType,
    chunkBytes,
    content,
  });
  const text = (content: string) => Buffer.from(content, "utf8");
  const invoices = [3, 17, 29].map((offset) => firstOrderNumber + offset);
  return {
    assets: [
      ...products
        .slice(0, 6)
        .map((product) =>
          paper(`cards/${product.sku}.png`, `Card of ${product.name}`, "image/png", () =>
            productCard(seed, product),
          ),
        ),
      paper("charts/parcels-by-day.png", "Parcels of four weeks", "image/png", () =>
        parcelsChart(seed),
      ),
    ],
    documents: [
      paper("price-list.csv", "Prices of this season", "text/csv", () => text(priceList())),
      paper("runbook.md", "What to do at night", "text/markdown", () => text(runbook())),
      ...invoices.map((number) =>
        paper(`invoices/INV-${number}.pdf`, `Invoice of ORD-${number}`, "application/pdf", () =>
          invoice(seed, number),
        ),
      ),
      {
        // Small chunks, because the interesting thing about it is that there are many.
        ...paper("exports/catalogue.ndjson", "Catalogue export", "application/x-ndjson", () =>
          catalogueExport(seed, 3 * mib),
        ),
        chunkBytes: 64 * 1024,
      },
    ],
  };
}

/** Opens or makes the stores and uploads what is not there yet. */
export async function stockObjects(client: JetStreamClient, seed: number): Promise<void> {
  const manager = new Objm(client);
  for (const [bucket, papers] of Object.entries(papersOf(seed))) {
    const store = await manager.create(bucket, {
      description: bucket === "assets" ? "Pictures of the web shop" : "Papers of the back office",
      max_bytes: 16 * mib,
    });
    for (const paper of papers) await upload(store, paper);
  }
}

async function upload(store: ObjectStore, paper: Paper): Promise<void> {
  const found = await store.info(paper.name);
  // A deleted one was deleted by somebody: it stays so.
  if (found) return;
  const lines = headers();
  lines.set("Content-Type", paper.contentType);
  const { name, description } = paper;
  const options = { max_chunk_size: paper.chunkBytes };
  await store.putBlob({ name, description, headers: lines, options }, paper.content());
}
