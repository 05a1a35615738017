import type { AppError } from "@/lib/errors/app-error";
import type { ObjectInfo, ObjectOutcome } from "@/lib/model/objects";
import { askWorker } from "@/lib/worker/client";

/** An object of which something stayed, and why: it failed, something else stands there, or its chunks remain. */
export type ObjectLeft = {
  info: ObjectInfo;
  why:
    | { is: "failed"; error: AppError }
    | { is: "chunks-left"; error: AppError }
    | Exclude<ObjectOutcome, { is: "done" }>;
};

/** What became of the objects that were to be deleted; `left` has also deleted ones whose chunks remain. */
export type DeleteReport = { deleted: number; left: ObjectLeft[]; untried: number };

/** More would only wait on the same link. */
const mostAtOnce = 8;

/** Deletes objects that still are as they were shown; goes on where one is not, until it is called off. */
export async function deleteObjects(
  connectionId: string,
  infos: readonly ObjectInfo[],
  { signal, tell }: { signal: AbortSignal; tell: (done: number) => void },
): Promise<DeleteReport> {
  const report: DeleteReport = { deleted: 0, left: [], untried: 0 };
  const rest = infos.values();
  let done = 0;
  const work = async () => {
    for (const info of rest) {
      if (signal.aborted) {
        report.untried += 1;
        continue;
      }
      const why = await deleteOne(connectionId, info);
      if (why) report.left.push({ info, why });
      if (!why || why.is === "chunks-left") report.deleted += 1;
      done += 1;
      tell(done);
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return report;
}

async function deleteOne(
  connectionId: string,
  { bucket, name, revision }: ObjectInfo,
): Promise<ObjectLeft["why"] | undefined> {
  const answer = await askWorker((worker) =>
    worker.deleteObject({ connectionId, bucket, name }, revision),
  );
  if (!answer.ok) return { is: "failed", error: answer.error };
  if (answer.value.is !== "done") return answer.value;
  const { left } = answer.value;
  return left && { is: "chunks-left", error: left };
}
