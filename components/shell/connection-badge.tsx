"use client";

import { useSyncExternalStore } from "react";
import { formatServerName } from "@/lib/format/server-name";
import type { LinkStatus } from "@/lib/model/link";
import { linkStore } from "@/lib/worker/client";

const connecting: LinkStatus = { state: "connecting" };
const getServerSnapshot = () => connecting;

/** The truth about the tab's own connection, in a word, a shape and a colour. */
export function ConnectionBadge({ connectionId }: { connectionId: string }) {
  const store = linkStore(connectionId);
  const status = useSyncExternalStore(store.subscribe, store.get, getServerSnapshot);
  const { word, mark, tone, detail } = faceOf(status);
  return (
    <span
      role="status"
      className={`flex min-w-0 items-center gap-2 text-small ${tone}`}
      title={detail}
    >
      <span aria-hidden="true">{mark}</span>
      <span className="shrink-0 font-medium">{word}</span>
      {detail && <span className="truncate text-soft max-md:sr-only">{detail}</span>}
    </span>
  );
}

type Face = { word: string; mark: string; tone: string; detail?: string };

function faceOf(status: LinkStatus): Face {
  switch (status.state) {
    case "connecting":
      return { word: "Connecting", mark: "◌", tone: "text-unknown" };
    case "connected": {
      const { name, version } = status.server;
      const detail = `${formatServerName(name)} · ${version}`;
      return { word: "Connected", mark: "●", tone: "text-ok", detail };
    }
    case "reconnecting":
      return { word: "Reconnecting", mark: "◐", tone: "text-attention", detail: status.why };
    case "refused":
      return { word: "Refused", mark: "✕", tone: "text-trouble", detail: status.why };
    case "unknown":
      return { word: "No such connection", mark: "✕", tone: "text-trouble" };
  }
}
