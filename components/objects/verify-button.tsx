"use client";

import { Button } from "@/components/ui/button";
import { readObjectHere } from "@/lib/queries/object-reads";
import { useReasonAgainstReading } from "./may-read";
import { type ReadProps, useObjectReads } from "./use-object-reads";

/** Reads an object to its end and keeps nothing of it, to see that every chunk is there and the digest is right. */
export function VerifyButton(props: ReadProps) {
  const { connectionId, info } = props;
  const reason = useReasonAgainstReading(props);
  const isRunning = useObjectReads(props).some(
    ({ kind, state }) => kind === "verify" && state.is === "running",
  );
  return (
    <Button
      reason={reason}
      isBusy={isRunning}
      onClick={() => void readObjectHere(connectionId, info)}
    >
      Verify
    </Button>
  );
}
