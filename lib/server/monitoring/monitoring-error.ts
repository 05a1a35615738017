import { type DialError, describeDialError } from "@/lib/server/dial/dial-error";

/** Why a monitoring URL gave no figures. */
export type MonitoringError =
  | { kind: "bad-url"; why: string }
  | { kind: "dial"; error: DialError }
  | { kind: "redirect"; httpStatus: number }
  | { kind: "status"; httpStatus: number }
  | { kind: "not-json"; got: string }
  | { kind: "too-large"; limitBytes: number }
  | { kind: "too-deep"; limit: number };

/** The failure in words that name no address. */
export function describeMonitoringError(error: MonitoringError): string {
  switch (error.kind) {
    case "bad-url":
      return `the monitoring URL can't be used: ${error.why}`;
    case "dial":
      return describeDialError(error.error);
    case "redirect":
      return `it was answered with a redirect (HTTP ${error.httpStatus}), which is not followed`;
    case "status":
      return `it was answered with HTTP ${error.httpStatus}`;
    case "not-json":
      return `what answered is not JSON: ${error.got}`;
    case "too-large":
      return `the answer is larger than ${error.limitBytes / 1024 / 1024} MiB`;
    case "too-deep":
      return `the answer is nested deeper than ${error.limit} levels`;
  }
}
