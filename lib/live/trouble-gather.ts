import type { Trouble } from "@/lib/model/trouble";

/** A trouble that many streams may have at once. */
export type AlikeTrouble = Trouble & { of: keyof typeof words };

/** So many are told one by one. */
const toldApart = 3;

/** The same trouble of many streams is one, with their names: a list of a hundred hides what else is wrong. */
export function gatherAlike(troubles: readonly AlikeTrouble[]): Trouble[] {
  const groups = new Map<string, AlikeTrouble[]>();
  for (const trouble of troubles) {
    const key = `${trouble.of} ${trouble.severity}`;
    const group = groups.get(key);
    if (group) group.push(trouble);
    else groups.set(key, [trouble]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length > toldApart ? gathered(group) : group.map(alone),
  );
}

function gathered(group: readonly AlikeTrouble[]): Trouble[] {
  const [first] = group;
  if (!first) return [];
  const { of, severity } = first;
  // A stream that is at two of its limits is one stream.
  const streams = [...new Set(group.flatMap(({ about }) => about?.stream ?? []))];
  return [
    {
      ...{ id: `streams ${of} ${severity}`, severity },
      ...{ ...words[of], title: `${streams.length} streams ${words[of].title}` },
      about: { streams },
    },
  ];
}

function alone({ of: _, ...trouble }: AlikeTrouble): Trouble {
  return trouble;
}

const words = {
  leader: {
    title: "have no leader",
    detail:
      "They take and give nothing until they have elected one, usually within 4 to 9 seconds.",
  },
  offline: {
    title: "have a replica offline",
    detail: "They have fewer replicas than they are meant to have.",
  },
  behind: {
    title: "have a replica far behind",
    detail: "It lacks what came since, should it have to lead.",
  },
  full: {
    title: "refuse new messages",
    detail: "They are at their limits, and there they discard what is new.",
    hint: "Raise the limits, purge, or see that their consumers keep up.",
  },
  near: {
    title: "are nearly full and will refuse new messages",
    detail: "At their limits they discard what is new.",
    hint: "Raise the limits, purge, or see that their consumers keep up.",
  },
};
