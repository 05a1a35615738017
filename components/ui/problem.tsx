/** What did not happen, why, and what to try, in the place where it happened. */
export type ProblemWords = { title: string; detail: string; hint?: string };

/** An error in the place of the data that it kept away. */
export function Problem({ words }: { words: ProblemWords }) {
  return (
    <div role="alert" className="border-attention border-l-2 py-1 pl-3">
      <p className="font-medium">{words.title}</p>
      <p className="break-words text-small text-soft">{words.detail}</p>
      {words.hint && <p className="break-words text-small text-soft">{words.hint}</p>}
    </div>
  );
}
