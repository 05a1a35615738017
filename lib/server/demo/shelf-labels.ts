import { type City, products, type Region, regions } from "./company";
import { seeded } from "./seeded";

const shopsPerCity = 8;
const aisles = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
const baysPerAisle = 6;
const levelsPerBay = 4;
const labelsPerShop = aisles.length * baysPerAisle * levelsPerBay;

const cities: readonly { region: Region; city: City }[] = regions.flatMap((region) =>
  region.cities.map((city) => ({ region, city })),
);

/** The electronic labels on the shelves of all shops that sell the company's goods: some 20,000. */
export const labelCount = cities.length * shopsPerCity * labelsPerShop;

/** A label as the bucket keeps it. */
export type ShelfLabel = { key: string; value: string };

/** What label `index` shows after it was priced for the `edition`th time. */
export function shelfLabel(seed: number, index: number, edition: number): ShelfLabel {
  const { place, shop, shelf } = whereIs(index);
  const { region, city } = place;
  const product = seeded(seed, `label/${index}`).pick(products);
  const random = seeded(seed, `label/${index}/${edition}`);
  const cents = product.priceCents * region.priceFactor * (0.95 + 0.05 * random.int(0, 3));
  return {
    key: `${region.id}.${slug(city.name)}.shop-${shop}.${shelf}`,
    value: JSON.stringify({
      sku: product.sku,
      price: (cents / 100).toFixed(2),
      currency: region.currency,
      battery: random.int(20, 100),
    }),
  };
}

function whereIs(index: number) {
  const shelfIndex = index % labelsPerShop;
  const shopIndex = Math.floor(index / labelsPerShop);
  const aisle = aisles[Math.floor(shelfIndex / (baysPerAisle * levelsPerBay))] ?? aisles[0];
  const bay = (Math.floor(shelfIndex / levelsPerBay) % baysPerAisle) + 1;
  const [first] = cities;
  if (!first) throw new Error("the company sells nowhere");
  return {
    place: cities[Math.floor(shopIndex / shopsPerCity)] ?? first,
    shop: (shopIndex % shopsPerCity) + 1,
    shelf: `aisle-${aisle}.${bay}-${(shelfIndex % levelsPerBay) + 1}`,
  };
}

/** Malmö as names of keys have it: malmo. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z]/g, "");
}
