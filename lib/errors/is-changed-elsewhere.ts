import type { AppError } from "./app-error";

/** Whether something did not happen because it is no longer what was opened. */
export function isChangedElsewhere(error: AppError | null): boolean {
  const cause = error?.kind === "not-done" ? error.cause : error;
  return cause?.kind === "changed-elsewhere";
}
