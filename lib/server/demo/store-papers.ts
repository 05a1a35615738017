import { dayOfColdRooms } from "./cold-rooms";
import { products } from "./company";
import { brandMark, oilNotes, orderSchema } from "./office-papers";
import { firstOrderNumber } from "./order";
import { catalogueExport, closing, invoice, priceList, runbook } from "./papers";
import { dockPicture, parcelsChart, productCard } from "./pictures";
import type { Label, LinkTarget } from "./put-object";

/** The object stores of the company. */
export type StoreName = "assets" | "documents" | "books-2025" | "dock-cameras";

/** A file of the company: its content is made only when it has to be uploaded. */
export type Paper = Label & { bucket: StoreName; chunkBytes: number; content: () => Uint8Array };

const mib = 1024 * 1024;

/** Everything that lies in the object stores at first. */
export function papersOf(seed: number): Paper[] {
  return [...assets(seed), ...documents(seed), ...books(seed)];
}

/** Names that stand for others. */
export const links: readonly { label: Label & { bucket: StoreName }; target: LinkTarget }[] = [
  {
    label: {
      bucket: "documents",
      name: "exports/latest.ndjson",
      description: "Always the newest export",
    },
    target: { bucket: "documents", name: "exports/catalogue.ndjson" },
  },
  {
    label: {
      bucket: "documents",
      name: "reports/parcels.png",
      description: "The chart of the web shop's pictures",
    },
    target: { bucket: "assets", name: "charts/parcels-by-day.png" },
  },
  {
    label: { bucket: "documents", name: "closed-books", description: "What was closed in 2025" },
    target: { bucket: "books-2025" },
  },
];

/** What was there once. */
export const deleted: readonly (Label & { bucket: StoreName })[] = [
  { bucket: "documents", name: "price-list-summer.csv", description: "Prices of last season" },
];

/** A picture of one gate as its camera sees it now. */
export function gatePicture(seed: number, warehouse: string, atMs: number): Paper {
  return {
    ...{ bucket: "dock-cameras", name: `${warehouse}/gate-1.png`, chunkBytes: 128 * 1024 },
    description: `Gate 1 of ${warehouse}`,
    contentType: "image/png",
    metadata: { camera: `cam-${warehouse.slice(0, 3)}-01`, taken: new Date(atMs).toISOString() },
    content: () => dockPicture(seed, warehouse, atMs),
  };
}

function assets(seed: number): Paper[] {
  const paper = paperIn("assets");
  return [
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
    paper("brand/mark.svg", "The mark, for print", "image/svg+xml", () => text(brandMark())),
  ];
}

function documents(seed: number): Paper[] {
  const paper = paperIn("documents");
  const invoices = Array.from({ length: 9 }, (_, index) => firstOrderNumber + 3 + index * 7);
  return [
    {
      ...paper("price-list.csv", "Prices of this season", "text/csv", () => text(priceList())),
      metadata: { owner: "commerce", season: "winter-2026", approved: "m.brandt" },
    },
    paper("runbook.md", "What to do at night", "text/markdown", () => text(runbook())),
    ...invoices.map((number) =>
      paper(`invoices/INV-${number}.pdf`, `Invoice of ORD-${number}`, "application/pdf", () =>
        invoice(seed, number),
      ),
    ),
    {
      ...paper("schemas/order.schema.json", "What an order looks like", "application/json", () =>
        text(orderSchema()),
      ),
      metadata: { version: "7" },
    },
    paper("λάδι/κορωνέικη.txt", "Notes of the oil buyer", "text/plain; charset=utf-8", () =>
      text(oilNotes()),
    ),
    {
      // Small chunks, because the interesting thing about it is that there are many.
      ...paper("exports/catalogue.ndjson", "Catalogue export", "application/x-ndjson", () =>
        catalogueExport(seed, 3 * mib),
      ),
      chunkBytes: 64 * 1024,
    },
    {
      ...paper("exports/cold-rooms-2026-10-31.csv", "Each second of a day", "text/csv", () =>
        text(dayOfColdRooms(seed)),
      ),
      chunkBytes: 512 * 1024,
    },
  ];
}

function books(seed: number): Paper[] {
  const paper = paperIn("books-2025");
  return [
    paper("closing.txt", "What was signed", "text/plain", () => text(closing(seed))),
    ...[1, 2, 3].map((quarter) =>
      paper(
        `quarters/Q${quarter}/INV-${firstOrderNumber - quarter}.pdf`,
        `The last invoice of Q${quarter}`,
        "application/pdf",
        () => invoice(seed, firstOrderNumber - quarter),
      ),
    ),
  ];
}

function paperIn(bucket: StoreName) {
  return (
    name: string,
    description: string,
    contentType: string,
    content: () => Uint8Array,
  ): Paper => ({ bucket, name, description, contentType, chunkBytes: 128 * 1024, content });
}

function text(content: string): Uint8Array {
  return Buffer.from(content, "utf8");
}
