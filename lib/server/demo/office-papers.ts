import { company, regions } from "./company";

/** The mark of the company: SVG. */
export function brandMark(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img">
  <title>${company.name}</title>
  <rect width="64" height="64" rx="12" fill="#cc7722"/>
  <path d="M18 50V14h30v8H27v8h17v8H27v12z" fill="#fcfaf5"/>
</svg>
`;
}

/** What an order looks like to whoever reads one: JSON Schema. */
export function orderSchema(): string {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `https://${company.domain}/schemas/order.schema.json`,
    title: "Order",
    type: "object",
    required: ["event", "order"],
    properties: {
      event: { type: "string", pattern: "^order\\.[a-z]+$" },
      order: {
        type: "object",
        required: ["id", "region", "lines", "total"],
        properties: {
          id: { type: "string", pattern: "^ORD-\\d{6}$" },
          region: { enum: regions.map(({ id }) => id) },
          lines: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              properties: { sku: { type: "string" }, quantity: { type: "integer", minimum: 1 } },
            },
          },
          total: {
            type: "object",
            properties: {
              amount: { type: "number" },
              currency: { enum: regions.map(({ currency }) => currency) },
            },
          },
        },
      },
    },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** What the oil buyer wrote home. */
export function oilNotes(): string {
  return `Καλαμάτα, 14 Νοεμβρίου

Η κορωνέικη είναι φέτος νωρίς: πράσινη, πικάντικη, οξύτητα 0,3.
  Ελαιώνας Α: 1 200 kg, φιάλες των 500 ml
  Ελαιώνας Β: 800 kg, μετά τη βροχή. Περιμένουμε την άλλη εβδομάδα.

Με το πλοίο από τον Πειραιά, δροσερά και σκοτεινά.
`;
}
