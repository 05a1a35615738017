import type { AppError, Reading } from "@/lib/errors/app-error";

declare module "@tanstack/react-query" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to.
  interface Register {
    defaultError: AppError;
  }
}

/** A query fails by rejecting; the reason stays data. */
export async function unwrap<T>(answer: PromiseLike<Reading<T>>): Promise<T> {
  const reading = await answer;
  return reading.ok ? reading.value : Promise.reject(reading.error);
}
