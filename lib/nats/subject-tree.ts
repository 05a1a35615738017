import type { NatsConnection } from "@nats-io/nats-core";
import * as z from "zod";
import type { Reading } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import type { SubjectBranch, SubjectLevel } from "@/lib/model/subject-tree";
import { ask } from "./request";
import { apiSubject } from "./scope";
import { counter } from "./wire";

const page = z.object({
  total: z.number().default(0),
  state: z.object({
    num_subjects: z.number().default(0),
    subjects: z.record(z.string(), counter).nullish(),
  }),
});

/** More are not looked at: the server makes the whole list anew for each page. */
const mostSubjects = 100_000;

/** What is asked for: all below a subject, and how many branches are wanted at most. */
export type LevelWish = { under: string; most: number };

/** The branches directly below a subject, by what the server says of every subject under it. No message is read. */
export async function getSubjectLevel(
  nc: NatsConnection,
  stream: string,
  { under, most }: LevelWish,
): Promise<Reading<SubjectLevel>> {
  const what = `The subjects of ${stream}`;
  const fault = checkName(stream, "stream");
  if (fault !== undefined) return { ok: false, error: { kind: "bad-name", what, detail: fault } };
  const filter = under === "" ? ">" : `${under}.>`;
  const found = new Map<string, bigint>();
  let total = 0;
  do {
    const answer = await ask(
      nc,
      {
        what,
        subject: apiSubject(nc, `STREAM.INFO.${stream}`),
        body: { subjects_filter: filter, offset: found.size },
        timeoutMs: 10_000,
      },
      page,
    );
    if (!answer.ok) return answer;
    const before = found.size;
    for (const [subject, count] of Object.entries(answer.value.state.subjects ?? {})) {
      found.set(subject, count);
    }
    total = Math.max(answer.value.total, found.size);
    if (found.size === before) break;
  } while (found.size < total && found.size < mostSubjects);
  const branches = toBranches(found, under === "" ? 0 : under.split(".").length);
  return {
    ok: true,
    value: {
      branches: branches.slice(0, most),
      branchCount: branches.length,
      subjectCount: BigInt(total),
      lookedAt: found.size,
    },
  };
}

/** Subjects by their token at a depth, in the order of their letters. */
function toBranches(subjects: ReadonlyMap<string, bigint>, depth: number): SubjectBranch[] {
  const branches = new Map<string, SubjectBranch>();
  for (const [subject, count] of subjects) {
    const tokens = subject.split(".");
    const token = tokens[depth];
    if (token === undefined) continue;
    const branch = branches.get(token) ?? { token, below: 0n, subjects: 0 };
    if (tokens.length === depth + 1) branch.messages = count;
    else {
      branch.below += count;
      branch.subjects++;
    }
    branches.set(token, branch);
  }
  return [...branches.values()].sort((a, b) => (a.token < b.token ? -1 : 1));
}
