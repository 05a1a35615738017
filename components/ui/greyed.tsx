import type { ReactNode } from "react";

/** Fields that can't be used here; the reason stands in their hints, which stay readable. */
export function Greyed({ isOff, children }: { isOff: boolean; children: ReactNode }) {
  return (
    <fieldset
      disabled={isOff}
      className="min-w-0 disabled:**:[input,select,textarea]:cursor-not-allowed disabled:**:[input,select,textarea]:bg-hover disabled:**:[input,select,textarea]:text-soft disabled:**:[label]:cursor-not-allowed"
    >
      {children}
    </fieldset>
  );
}
