/** Fernway Provisions: speciality food, three regions, five warehouses. Nobody here exists. */
export const company = { name: "Fernway Provisions", domain: "fernway.example" };

type RegionId = "eu" | "us" | "apac";

/** A part of the world that the company sells to. */
export type Region = {
  id: RegionId;
  currency: string;
  /** Prices are kept in euro cents; this brings them to the region's currency. */
  priceFactor: number;
  warehouses: readonly [string, ...string[]];
  carriers: readonly [string, ...string[]];
  cities: readonly [City, ...City[]];
};

/** Where a customer lives. */
export type City = { name: string; country: string; postcode: string };

/** Where the company sells; orders and their subjects carry the region. */
export const regions: readonly [Region, ...Region[]] = [
  {
    id: "eu",
    currency: "EUR",
    priceFactor: 1,
    warehouses: ["rotterdam", "hamburg"],
    carriers: ["Polder Express", "Hansa Parcel"],
    cities: [
      { name: "Utrecht", country: "NL", postcode: "3512" },
      { name: "Ghent", country: "BE", postcode: "9000" },
      { name: "Bremen", country: "DE", postcode: "28195" },
      { name: "Lyon", country: "FR", postcode: "69002" },
      { name: "Malmö", country: "SE", postcode: "211 22" },
      { name: "Kraków", country: "PL", postcode: "31-011" },
    ],
  },
  {
    id: "us",
    currency: "USD",
    priceFactor: 1.1,
    warehouses: ["newark", "reno"],
    carriers: ["Atlantic Ground", "Sierra Freight"],
    cities: [
      { name: "Portland", country: "US", postcode: "97205" },
      { name: "Madison", country: "US", postcode: "53703" },
      { name: "Durham", country: "US", postcode: "27701" },
      { name: "Boulder", country: "US", postcode: "80302" },
    ],
  },
  {
    id: "apac",
    currency: "SGD",
    priceFactor: 1.46,
    warehouses: ["singapore"],
    carriers: ["Straits Courier"],
    cities: [
      { name: "Singapore", country: "SG", postcode: "049213" },
      { name: "Melbourne", country: "AU", postcode: "3000" },
      { name: "Kyoto", country: "JP", postcode: "604-8005" },
    ],
  },
];

/** The warehouses of all regions. */
export const warehouses = regions.flatMap((region) => region.warehouses);

/** What can be ordered. */
export type Product = { sku: string; name: string; priceCents: number; weightGrams: number };

/** The assortment. */
export const products: readonly [Product, ...Product[]] = [
  {
    sku: "COF-YIR-250",
    name: "Yirgacheffe filter coffee 250 g",
    priceCents: 1290,
    weightGrams: 270,
  },
  { sku: "COF-HUI-1000", name: "Huila espresso 1 kg", priceCents: 3450, weightGrams: 1050 },
  { sku: "TEA-SEN-100", name: "Sencha first flush 100 g", priceCents: 1650, weightGrams: 130 },
  { sku: "TEA-DAR-100", name: "Darjeeling second flush 100 g", priceCents: 1480, weightGrams: 130 },
  { sku: "OIL-KOR-500", name: "Koroneiki olive oil 500 ml", priceCents: 1890, weightGrams: 920 },
  { sku: "CHE-GOU-600", name: "Aged Gouda, 18 months, 600 g", priceCents: 1720, weightGrams: 640 },
  { sku: "CHE-COM-400", name: "Comté, 24 months, 400 g", priceCents: 1980, weightGrams: 440 },
  { sku: "CHO-MAD-70", name: "Madagascar chocolate 70 %", priceCents: 640, weightGrams: 85 },
  { sku: "HON-HEA-350", name: "Heather honey 350 g", priceCents: 1150, weightGrams: 590 },
  { sku: "PAS-CAS-500", name: "Casarecce, bronze cut, 500 g", priceCents: 390, weightGrams: 510 },
  { sku: "TOM-SMZ-400", name: "San Marzano tomatoes 400 g", priceCents: 345, weightGrams: 470 },
  { sku: "SAL-FLE-125", name: "Fleur de sel 125 g", priceCents: 820, weightGrams: 160 },
  { sku: "VIN-SHE-375", name: "Sherry vinegar 375 ml", priceCents: 990, weightGrams: 720 },
  { sku: "NUT-HAZ-300", name: "Roasted hazelnuts 300 g", priceCents: 1060, weightGrams: 320 },
];

/** Customers are drawn from these and the family names. */
export const givenNames: readonly [string, ...string[]] = [
  "Mara",
  "Jonas",
  "Ines",
  "Tomasz",
  "Aiko",
  "Priya",
  "Luca",
  "Freya",
  "Omar",
  "Hannah",
  "Mateo",
  "Noor",
  "Elif",
  "Kwame",
  "Sofia",
  "Daan",
  "Linh",
  "Ruben",
  "Yuki",
  "Clara",
];

/** Customers are drawn from these and the given names. */
export const familyNames: readonly [string, ...string[]] = [
  "Lindqvist",
  "Brandt",
  "Okafor",
  "Kowalska",
  "Tanaka",
  "Raman",
  "Ferri",
  "Haugen",
  "Haddad",
  "Visser",
  "Moreau",
  "Castillo",
  "Yıldız",
  "Mensah",
  "Novak",
  "Jansen",
  "Tran",
  "Whitfield",
];

/** Where customers and deliveries are addressed to. */
export const streets: readonly [string, ...string[]] = [
  "Lindenweg",
  "Canal Street",
  "Rue des Tanneurs",
  "Oudegracht",
  "Harbour Road",
  "Mill Lane",
  "Storgatan",
  "Orchard Road",
  "Elm Avenue",
  "Kastanienallee",
];

/** Who packs orders in the warehouses. */
export const pickers: readonly [string, ...string[]] = [
  "a.visser",
  "b.oyelaran",
  "c.meyer",
  "d.santos",
  "e.park",
  "f.dubois",
  "g.wolski",
];
