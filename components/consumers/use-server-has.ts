"use client";

import { useLinkStatus } from "@/components/shell/use-link-status";

/** What a server's version can do of what older ones can't; the version is empty until it is known. */
export type ServerHas = { version: string; filters: boolean; pause: boolean };

/** By the server that this tab talks to. */
export function useServerHas(connectionId: string): ServerHas {
  const status = useLinkStatus(connectionId);
  const version = status.state === "connected" ? status.server.version : "";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isFrom = (wanted: number) => major > 2 || (major === 2 && minor >= wanted);
  return { version, filters: isFrom(10), pause: isFrom(11) };
}
