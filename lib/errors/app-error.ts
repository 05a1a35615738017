import type { RoleName } from "@/lib/model/role";

/** Why something did not happen. Data, because class identity dies on its way out of the worker. */
export type AppError =
  | { kind: "disconnected"; what: string; why: string; willRetry: boolean }
  /** The console itself is away, which is another thing than NATS. */
  | { kind: "console-away"; what: string }
  | { kind: "timeout"; what: string; subject?: string }
  /** JetStream has no leader at the moment: of the cluster, or of the stream that is asked for. */
  | { kind: "electing"; what: string }
  | {
      kind: "permission";
      what: string;
      operation: "publish" | "subscription";
      subject: string;
      by: Refuser;
    }
  | { kind: "no-responders"; what: string; subject: string }
  | { kind: "no-jetstream"; what: string }
  /** The connection names a place for JetStream's API, and nobody is there. */
  | { kind: "no-api"; what: string; apiPrefix: string; serverDomain: string | undefined }
  | { kind: "jetstream"; what: string; code: number; description: string }
  | { kind: "not-found"; what: string; where: string }
  /** There is one already. */
  | { kind: "exists"; what: string }
  /** Something that was to be done was not; the title is a sentence, the cause says why. */
  | { kind: "not-done"; title: string; cause: AppError }
  | { kind: "would-consume"; what: string; stream: string; retention: string }
  | { kind: "damaged"; what: string; detail: string }
  | { kind: "cancelled"; what: string }
  | { kind: "bad-name"; what: string; detail: string }
  | { kind: "unknown-connection"; id: string }
  /** What was opened here is no longer what is stored. */
  | { kind: "changed-elsewhere"; what: string; toGoOn: string }
  /** The console itself refused, in its own words; `field` names what it is about, as in `auth.password`. */
  | { kind: "console"; title: string; detail: string; hint?: string; field?: string }
  | { kind: "malformed"; what: string; detail: string }
  | { kind: "unexpected"; what: string; detail: string };

/**
 * Who said no: the NATS server to the user that the connection logs in as; the role of whoever sits here; or the
 * gateway, for more than the subject, in its own words.
 */
export type Refuser =
  | { who: "server" }
  | { who: "gateway"; why: string }
  | { who: "role"; role: RoleName; readOnly: boolean; rolesThatMay: RoleName[] };

/** A value, or why there is none. */
export type Reading<T> = { ok: true; value: T } | { ok: false; error: AppError };
