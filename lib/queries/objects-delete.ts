import type { AppError } from "@/lib/errors/app-error";
import type { ObjectInfo, ObjectOutcome } from "@/lib/model/objects";
import { askWorker } from "@/lib/worker/client";

/** An object that stayed, and why: an error, or what stands there otherwise than it was asked about. */
export type ObjectLeft = {
  info: ObjectInfo;
  why: { is: "failed"; error: AppError } | Exclude<ObjectOutcome, { is: "done" }>;
};

/** What became of the objects that were to be deleted. */
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
  const work = async () => {
    for (const info of rest) {
      if (signal.aborted) {
        report.untried += 1;
        continue;
      }
      const why = await deleteOne(connectionId, info);
      if (why) report.left.push({ info, why });
      else report.deleted += 1;
      tell(report.deleted + report.left.length);
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
  return answer.value.is === "done" ? undefined : answer.value;
}
