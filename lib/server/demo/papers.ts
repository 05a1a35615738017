import { company, products, warehouses } from "./company";
import { type Order, orderOf } from "./order";
import { encodePdf } from "./pdf";
import { seeded } from "./seeded";

/** The price list: CSV with a header line. */
export function priceList(): string {
  const rows = products.map(({ sku, name, priceCents, weightGrams }) =>
    [sku, `"${name}"`, (priceCents / 100).toFixed(2), "EUR", weightGrams].join(","),
  );
  return `${["sku,name,price,currency,weight_g", ...rows].join("\n")}\n`;
}

/** What whoever is on call reads at night: Markdown. */
export function runbook(): string {
  return `# On call at ${company.name}

| What you see | What it means | What to do |
|---|---|---|
| \`label-printer\`: ack floor stands still | a shipment can't be read | open the message, tell logistics, delete it |
| \`fraud-scoring\`: nobody pulls | the workers are off | ask the risk team, it has been so since Monday |
| \`erp-export\`: backlog grows | normal between two exports | look again in five minutes |
| \`transfer-matching\`: all acks taken | transfers take their time | nothing |

## Warehouses

${warehouses.map((name) => `- ${name}: \`telemetry.${name}.>\``).join("\n")}

## Who to call

1. Logistics desk, +31 10 555 0142
2. Commerce, \`#commerce-oncall\`
`;
}

/** The invoice of an order: PDF, one page. */
export function invoice(seed: number, number: number): Uint8Array {
  const order = orderOf(seed, number);
  const { customer, region } = order;
  return encodePdf(`Invoice INV-${number}`, [
    `${company.name} - https://${company.domain}`,
    "",
    `${customer.name}, ${customer.street}`,
    `${customer.city.postcode} ${customer.city.name}, ${customer.city.country}`,
    "",
    ...order.lines.map((line) => lineText(line, region.priceFactor, region.currency)),
    "",
    `Total ${(order.totalCents / 100).toFixed(2)} ${region.currency}, paid by ${order.method}`,
  ]);
}

/** What the accountant signed when the year was closed. */
export function closing(seed: number): string {
  const random = seeded(seed, "closing");
  const quarters = [1, 2, 3, 4].map(
    (quarter) =>
      `Q${quarter}  ${String(random.int(380, 940) * 1_000 + random.int(0, 999)).padStart(9)} EUR`,
  );
  return `${company.name}: books of 2025\n\n${quarters.join("\n")}\n\nClosed, and not to be changed any more.\n`;
}

/** A few MiB of catalogue, one JSON document a line. */
export function catalogueExport(seed: number, sizeBytes: number): Uint8Array {
  const lines: string[] = [];
  for (let size = 0, index = 0; size < sizeBytes; index++) {
    const line = catalogueLine(seed, index);
    lines.push(line);
    size += line.length + 1;
  }
  return Buffer.from(`${lines.join("\n")}\n`, "utf8");
}

function catalogueLine(seed: number, index: number): string {
  const random = seeded(seed, `catalogue/${index}`);
  const product = random.pick(products);
  return JSON.stringify({
    item: index + 1,
    sku: product.sku,
    name: product.name,
    batch: `L${random.hex(6).toUpperCase()}`,
    warehouse: warehouses[index % warehouses.length],
    shelf: `${random.int(1, 40)}-${random.int(1, 6)}`,
    onHand: random.int(0, 900),
    ean: `87${random.int(10_000_000_000, 99_999_999_999)}`,
  });
}

function lineText(line: Order["lines"][number], priceFactor: number, currency: string): string {
  const price = (line.product.priceCents * priceFactor * line.quantity) / 100;
  return `${line.quantity} x ${line.product.name}: ${price.toFixed(2)} ${currency}`;
}
