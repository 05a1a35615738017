"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { Preferences } from "@/lib/preferences/choices";
import { followLook } from "@/lib/preferences/look";
import {
  defaultPreferences,
  readPreferences,
  watchPreferences,
} from "@/lib/preferences/preferences";
import { FormatProvider } from "./use-format";

/** What the reader chose in this browser; it is changed by savePreferences. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(watchPreferences, readPreferences, usual);
}

/** Gives everything inside the reader's look, numbers and times. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { times, numbers } = usePreferences();
  const zone = useSyncExternalStore(never, ownZone, zoneAtFirst);
  useEffect(followLook, []);
  return (
    <FormatProvider times={times} numbers={numbers} {...(zone !== undefined && { zone })}>
      {children}
    </FormatProvider>
  );
}

const usual = () => defaultPreferences;
const never = () => () => undefined;
const ownZone = () => undefined;
// The server does not know the reader's zone, and what the browser draws first must be what was sent: React would
// else throw the page away and draw it anew, which Trusted Types don't let it.
const zoneAtFirst = () => "UTC";
