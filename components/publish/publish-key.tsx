"use client";

import { lazy, Suspense, useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";

const PublishDrawer = lazy(async () => ({
  default: (await import("./publish-drawer")).PublishDrawer,
}));

/** The key that opens the drawer, on every page of a connection; what it opens is loaded by then. */
export function PublishKey({ connectionId }: { connectionId: string }) {
  const [isOpen, setOpen] = useState(false);
  useShortcut("p", "Publish a message", () => setOpen(true), "Everywhere");
  if (!isOpen) return null;
  return (
    <Suspense>
      <PublishDrawer connectionId={connectionId} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
