"use client";

import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import {
  closePublishDrawer,
  readPublishDrawer,
  watchPublishDrawer,
} from "@/lib/queries/publish-drawer";

const PublishDrawer = lazy(async () => ({
  default: (await import("./publish-drawer")).PublishDrawer,
}));

const nothing = () => undefined;

/** The key that opens the drawer, on every page of a connection, where other pages may fill it in; what it opens is loaded by then. */
export function PublishKey({ connectionId }: { connectionId: string }) {
  const [isOpen, setOpen] = useState(false);
  const drawer = useSyncExternalStore(watchPublishDrawer, readPublishDrawer, nothing);
  const filled = drawer?.connectionId === connectionId ? drawer : undefined;
  useShortcut("p", "Publish a message", () => setOpen(true), "Everywhere");
  if (!isOpen && !filled) return null;
  const close = () => {
    setOpen(false);
    closePublishDrawer();
  };
  return (
    <Suspense>
      <PublishDrawer connectionId={connectionId} filled={filled} onClose={close} />
    </Suspense>
  );
}
