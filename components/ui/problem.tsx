import type { ReactNode } from "react";

/** What did not happen, why, and what to try, in the place where it happened. */
export type ProblemWords = { title: string; detail: string; hint?: string };

type Props = {
  words: ProblemWords;
  calm?: boolean;
  /** A link or a button to what helps. */
  action?: ReactNode;
};

/** An error in the place of the data that it kept away; a calm one is how things are, not a fault. */
export function Problem({ words, calm = false, action }: Props) {
  return (
    <div
      role={calm ? "note" : "alert"}
      className={`min-w-0 break-words border-l-2 py-1 pl-3 ${calm ? "border-unknown" : "border-attention"}`}
    >
      <p className="font-medium">{words.title}</p>
      <p className="text-small text-soft">{words.detail}</p>
      {words.hint && <p className="text-small text-soft">{words.hint}</p>}
      {action && <p className="mt-1 text-small">{action}</p>}
    </div>
  );
}
