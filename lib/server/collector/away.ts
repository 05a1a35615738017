import type { AppError } from "@/lib/errors/app-error";
import type { ConnectionStatus } from "@/lib/model/connection";

/** Why nothing can be read over a connection that is not up; nothing secret in it. */
export function describeAway(status: ConnectionStatus, what: string): AppError {
  const why = "why" in status ? status.why : "it is being opened";
  return { kind: "disconnected", what, why, willRetry: true };
}

/** Why the system account's own connection is not up, of which the account's knows nothing. */
export function describeSystemAway(status: ConnectionStatus): AppError {
  const what = "The servers' figures";
  if (status.state !== "refused") return describeAway(status, what);
  return {
    kind: "console",
    title: "The servers' figures can't be read: the system account's credentials are refused",
    detail: `${status.why}.`,
    hint: "Mend them in the connection's settings.",
  };
}
