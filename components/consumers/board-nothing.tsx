"use client";

import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { boardParams } from "@/lib/url/consumers";

/** Why there is no row, and what to do about it. */
export function BoardNothing({ hasSome }: { hasSome: boolean }) {
  const [, change] = useQueryStates(boardParams);
  if (hasSome) {
    return (
      <div className="grid justify-items-start gap-2 border-line border-t py-6 text-soft">
        <p>No consumer is like this now.</p>
        <Button
          onClick={() => void change({ stream: null, cause: null, over: null, behind: null })}
        >
          Show all consumers
        </Button>
      </div>
    );
  }
  return (
    <div className="grid max-w-xl gap-4 border-line border-t py-6">
      <p className="text-soft">
        No consumer yet. A consumer is a stream's memory of how far somebody has read: what was
        delivered, what was acknowledged, and so who is behind. Readers make their own when they
        begin, or one is made for them.
      </p>
      <CliCommand words={["nats", "consumer", "add", "STREAM", "NAME", "--pull"]} />
    </div>
  );
}
