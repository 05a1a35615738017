/** A text with each place that says the word marked, whatever the case. */
export function Marked({ text, word }: { text: string; word: string }) {
  const wanted = word.toLowerCase();
  const lower = text.toLowerCase();
  // Some letters change their length with their case: then places would be off.
  if (wanted === "" || lower.length !== text.length) return text;
  const parts: { from: number; to: number; isHit: boolean }[] = [];
  let from = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, from)) {
    parts.push(
      { from, to: hit, isHit: false },
      { from: hit, to: hit + wanted.length, isHit: true },
    );
    from = hit + wanted.length;
  }
  parts.push({ from, to: text.length, isHit: false });
  return parts.map((part) =>
    part.isHit ? (
      <mark key={part.from} className="rounded-sm bg-attention/30 text-ink">
        {text.slice(part.from, part.to)}
      </mark>
    ) : (
      text.slice(part.from, part.to)
    ),
  );
}
