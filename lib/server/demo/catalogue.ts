import { products } from "./company";
import { productCard } from "./pictures";

/** A value of the catalogue: its pictures are drawn only when they have to be put in. */
export type CatalogueEntry = { key: string; content: () => Uint8Array };

/** What the shop shows of its products: facts, texts in three languages, and a picture of the first few. */
export function catalogueOf(seed: number): CatalogueEntry[] {
  return products.flatMap((product, index) => {
    const below = `products/${product.sku}`;
    const texts = Object.entries(greetings).map(([language, greet]) =>
      entry(`${below}/text/${language}`, greet(product.name)),
    );
    const facts = {
      sku: product.sku,
      name: product.name,
      price: { amount: product.priceCents / 100, currency: "EUR" },
      weightGrams: product.weightGrams,
      allergens: product.sku.startsWith("CHE") ? ["milk"] : [],
      inSeason: index % 3 === 0,
    };
    const picture = { key: `${below}/card`, content: () => productCard(seed, product) };
    return [
      entry(`${below}/facts`, JSON.stringify(facts, undefined, 2)),
      ...texts,
      ...(index < 4 ? [picture] : []),
    ];
  });
}

const greetings = {
  en: (name: string) => `${name}: from a small maker, kept cool and dark until it is yours.`,
  de: (name: string) => `${name}: aus kleiner Herstellung, kühl und dunkel für Sie gelagert.`,
  fr: (name: string) => `${name} : d’un petit producteur, gardé au frais et à l’abri du jour.`,
};

function entry(key: string, text: string): CatalogueEntry {
  return { key, content: () => Buffer.from(text, "utf8") };
}
