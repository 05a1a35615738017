/** As many as are seen at one look. */
const most = 5;
let recent: readonly string[] = [];

/** Keeps that it was chosen, for as long as the page lives. */
export function remember(id: string): void {
  recent = [id, ...recent.filter((other) => other !== id)].slice(0, most);
}

/** What was chosen last comes first. */
export function recentFirst<T extends { id: string }>(choices: readonly T[]): readonly T[] {
  if (recent.length === 0) return choices;
  const chosen = new Set(recent);
  const known = new Map<string, T>();
  const others: T[] = [];
  for (const choice of choices) {
    if (chosen.has(choice.id)) known.set(choice.id, choice);
    else others.push(choice);
  }
  const first = recent.map((id) => known.get(id)).filter((choice) => choice !== undefined);
  return [...first, ...others];
}
