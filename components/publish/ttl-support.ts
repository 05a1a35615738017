"use client";

import { useLinkStatus } from "@/components/shell/use-link-status";

/** Whether the server keeps a lifetime for each message; older ones would keep the header and do nothing. */
export type TtlSupport = { isThere: boolean; version: string };

/** Since 2.11. */
export function useTtlSupport(connectionId: string): TtlSupport {
  const status = useLinkStatus(connectionId);
  const version = status.state === "connected" ? status.server.version : "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return { isThere: major > 2 || (major === 2 && minor >= 11), version };
}
