/** The rows chosen, by id; `anchor` is where a range began. */
export type Selection = { ids: ReadonlySet<string>; anchor: string | undefined };

/** Nothing is chosen. */
export const noSelection: Selection = { ids: new Set(), anchor: undefined };

/** Chooses a row, or takes it out. */
export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Chooses from where the range began to here, in the order shown. */
export function extendTo(
  { ids, anchor }: Selection,
  id: string,
  shown: readonly string[],
): Selection {
  const [from, to] = [shown.indexOf(anchor ?? id), shown.indexOf(id)];
  if (from < 0 || to < 0) return toggleRow({ ids, anchor }, id);
  const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...ids, ...range]), anchor: anchor ?? id };
}
