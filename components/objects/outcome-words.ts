import type { ProblemWords } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { ObjectOutcome } from "@/lib/model/objects";

type Told = { data: ObjectOutcome | undefined; error: AppError | null };

/** "Object a.txt was not renamed": what did not happen, and what it means that something else stands there. */
type Words = { title: string; whyChanged: string };

/** Why a change of an object's metadata was not made; undefined where it was, or was not tried. */
export function outcomeProblem(
  { data, error }: Told,
  { title, whyChanged }: Words,
): ProblemWords | undefined {
  if (error) return describeError(error);
  switch (data?.is) {
    case "changed":
      return { title, detail: whyChanged };
    case "unknown":
      return {
        title: `${title}, or nobody knows`,
        detail: "No answer came, and what stands there now does not tell.",
        hint: "Nothing is sent again by itself: look what is there before you try again.",
      };
    default:
      return undefined;
  }
}
