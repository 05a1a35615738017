"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { PreferencesProvider } from "@/components/ui/preferences";
import { ShortcutsProvider } from "./shortcuts";

// The console may be on this machine: a lost network is no reason to stop asking it.
const defaultOptions = { queries: { networkMode: "always" } } as const;

/** What every page stands in. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions }));
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <PreferencesProvider>
          <ShortcutsProvider>{children}</ShortcutsProvider>
        </PreferencesProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  );
}
