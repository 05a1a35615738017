/** Why something did not happen. Data, because class identity dies on its way out of the worker. */
export type AppError =
  | { kind: "disconnected"; what: string; why: string; willRetry: boolean }
  | { kind: "timeout"; what: string; subject?: string }
  | { kind: "permission"; what: string; operation: "publish" | "subscription"; subject: string }
  | { kind: "no-responders"; what: string; subject: string }
  | { kind: "no-jetstream"; what: string }
  | { kind: "jetstream"; what: string; code: number; description: string }
  | { kind: "unknown-connection"; id: string }
  | { kind: "malformed"; what: string; detail: string }
  | { kind: "unexpected"; what: string; detail: string };

/** A value, or why there is none. */
export type Reading<T> = { ok: true; value: T } | { ok: false; error: AppError };
