import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";

/** The room of what waits for the bucket's settings, or why they don't come. */
export function BucketWaiting({ problem }: { problem: AppError | undefined }) {
  return problem ? (
    <Problem words={describeError(problem)} />
  ) : (
    <Skeleton className="h-64 w-full" />
  );
}
