"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ConnectionSummary } from "@/lib/model/connection";

/** Asks once before something is sent to a production system. */
export type Sure = { guard: (act: () => void) => void; dialog: ReactNode };

/** Whoever has said yes is not asked again until the page or the drawer is left. */
export function useSure(connection: ConnectionSummary | undefined, verb: string): Sure {
  const [isSure, setSure] = useState(false);
  const [pending, setPending] = useState<{ act: () => void }>();
  const label = connection?.label ?? "";
  return {
    guard: (act) => {
      if (connection?.production && !isSure) setPending({ act });
      else act();
    },
    dialog: pending && (
      <Dialog title={`${verb} on ${label}?`} onClose={() => setPending(undefined)}>
        <p className="mt-1 text-soft">
          {label} is marked production: whoever works there gets what you send. You are asked once.
        </p>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setPending(undefined)}>Cancel</Button>
          <Button
            kind="primary"
            data-first=""
            onClick={() => {
              setSure(true);
              setPending(undefined);
              pending.act();
            }}
          >
            {verb} on {label}
          </Button>
        </div>
      </Dialog>
    ),
  };
}
