import { seeded } from "./seeded";

/** How the shop's search orders what it finds; each edition turns one screw. */
export function rankingOf(seed: number, edition: number): string {
  const weights = ["title", "description", "inStock", "margin", "rating", "freshness"];
  const pick = (index: number) =>
    seeded(seed, `ranking/${lastEdition(edition, index, weights.length)}`);
  return JSON.stringify(
    {
      index: "products-v3",
      weights: Object.fromEntries(
        weights.map((name, index) => [name, pick(index).int(1, 40) / 20]),
      ),
      synonyms: { coffee: ["espresso", "filter"], pasta: ["casarecce", "noodles"] },
      boost: { season: ["TEA-SEN-100", "HON-HEA-350"], until: "2027-02-28" },
      timeoutMs: 250,
    },
    undefined,
    2,
  );
}

const subjects = [
  "Your order {order} is on its way",
  "Good news, {name}: {order} has left our warehouse",
] as const;
const arrivals = [
  "{carrier} brings it to you in {days} days.",
  "{carrier} has it now; it should be with you on {date}.",
] as const;
const questions = [
  "Questions? Just answer this mail, Ana and Joost read it.",
  "Questions? Write to help@fernway.example, we answer within a day.",
] as const;

/** What is written to a customer whose parcel was shipped; each edition has one sentence in other words. */
export function mailOf(edition: number): string {
  const words = [subjects, arrivals, questions].map((versions, index) => {
    const turn = Math.floor(lastEdition(edition, index, 3) / 3);
    return versions[turn % 2] ?? versions[0];
  });
  const [subject, arrival, question] = words;
  return `Subject: ${subject}

Hello {name},

we have packed {lines} for you.
${arrival}
Follow it here: https://fernway.example/track/{order}

${question}

Fernway Provisions
`;
}

/** Which edition changed the part `index` of `count` last, when each changes one of them in turn. */
function lastEdition(edition: number, index: number, count: number): number {
  return edition < index ? 0 : edition - ((edition - index) % count);
}
