import { Problem } from "@/components/ui/problem";
import { formatSentence } from "@/lib/format/sentence";
import type { ConnectionProblem } from "@/lib/model/connection";

/** What of a configuration is not used, why, and what to do; the rest goes on. */
export function ConnectionProblems({ problems }: { problems: readonly ConnectionProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-label="Problems" className="mb-6 grid gap-3">
      {problems.map((problem) => (
        <Problem
          key={`${problem.where} ${problem.line} ${problem.field} ${problem.why}`}
          calm
          words={{
            title: placeOf(problem),
            detail: formatSentence(problem.why),
            hint: formatSentence(problem.what),
          }}
        />
      ))}
    </section>
  );
}

function placeOf({ where, line, field }: ConnectionProblem): string {
  const place = line === undefined ? where : `${where}, line ${line}`;
  return field === undefined ? place : `${place}: ${field}`;
}
