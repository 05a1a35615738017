"use client";

import { type ReactNode, useState } from "react";
import { CheckField } from "@/components/ui/check-field";
import { useConnection } from "./shown-connection";

/** What is done ("create it"), and what will be so from then on. */
type Deed = { does: string; hint?: string };

/** Production is asked twice: where it is said that it is meant, and the reason against going on until then. */
export function useProduction(
  connectionId: string,
  { does, hint }: Deed,
): { check: ReactNode; reason: string | undefined } {
  const connection = useConnection(connectionId);
  const [isSure, setSure] = useState(false);
  if (!connection?.production) return { check: null, reason: undefined };
  return {
    check: (
      <CheckField
        label={`This is production: ${does} on ${connection.label}`}
        {...(hint === undefined ? {} : { hint })}
        isChecked={isSure}
        onChange={setSure}
      />
    ),
    reason: isSure ? undefined : "Say first that production is meant.",
  };
}
