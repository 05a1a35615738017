import type { ProblemWords } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { KvOutcome } from "@/lib/model/kv";

type Told = { data: KvOutcome | undefined; error: AppError | null };

/** Why a key was not made, and whether there is one already; undefined where nothing is wrong. */
export function newKeyProblem(
  key: string,
  { data, error }: Told,
): { words: ProblemWords; isThere: boolean } | undefined {
  if (error) return { words: describeError(error), isThere: false };
  switch (data?.state) {
    case "conflict":
    case "found-other":
      return {
        words: {
          title: `Key ${key} is there already`,
          detail: `It has a value, as revision ${data.current?.revision}. It was not changed.`,
        },
        isThere: true,
      };
    case "found-not-stored":
      return {
        words: {
          title: `Key ${key} was not created`,
          detail: "No answer came, so it was read back: it is not stored.",
          hint: "Nothing is sent again by itself.",
        },
        isThere: data.current?.operation.kind === "put",
      };
    case "unknown":
      return {
        words: {
          title: `Key ${key} was created, or it was not: the outcome is unknown`,
          detail: `No answer came, and it could not be read back: ${describeError(data.error).detail}`,
          hint: "Nothing is sent again by itself: look whether it is there before you try again.",
        },
        isThere: true,
      };
    default:
      return undefined;
  }
}
