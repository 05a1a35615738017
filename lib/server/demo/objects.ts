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

/** The open object stores by their names. */
export type Stores = Record<"assets" | "documents", ObjectStore>;

/** Opens or makes the stores. */
export async function openStores(client: JetStreamClient): Promise<Stores> {
  const manager = new Objm(client);
  const [assets, documents] = await Promise.all([
    manager.create("assets", { description: "Pictures of the web shop", max_bytes: 16 * mib }),
    manager.create("documents", { description: "Papers of the back office", max_bytes: 16 * mib }),
  ]);
  return { assets, documents };
}

/** Uploads what is not there yet. */
export async function stockStores(stores: Stores, seed: number): Promise<void> {
  const { assets, documents } = papersOf(seed);
  await stock(stores.assets, assets);
  await stock(stores.documents, documents);
}

async function stock(store: ObjectStore, papers: Paper[]): Promise<void> {
  const isEmpty = (await store.status()).size === 0;
  for (const paper of papers) {
    // A deleted one was deleted by somebody: it stays so.
    if (isEmpty || !(await store.info(paper.name))) await upload(store, paper);
  }
}

async function upload(store: ObjectStore, paper: Paper): Promise<void> {
  const lines = headers();
  lines.set("Content-Type", paper.contentType);
  const { name, description } = paper;
  const options = { max_chunk_size: paper.chunkBytes };
  await store.putBlob({ name, description, headers: lines, options }, paper.content());
}
