import type { ConnectionProblem } from "@/lib/model/connection";

/** One line about a part of a configuration that is not used. */
export function describeProblem({ where, line, field, why, what }: ConnectionProblem): string {
  const place = line === undefined ? where : `${where}, line ${line}`;
  return [place, ...(field === undefined ? [] : [field]), `${why}; ${what}`].join(": ");
}
