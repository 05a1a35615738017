"use client";

import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { streamListParams } from "@/lib/url/streams";

/** Why there is no row, and what to do about it. */
export function NoStreams({ hasSome, hidden }: { hasSome: boolean; hidden: number }) {
  const format = useFormat();
  const [{ takes, state, buckets }, change] = useQueryStates(streamListParams);
  const isChosen = takes !== null || (state?.length ?? 0) > 0;
  if (!hasSome) {
    return (
      <p className="border-line border-t py-6 text-soft">
        No stream yet. Messages flow through NATS all the same; a stream keeps them.
      </p>
    );
  }
  return (
    <div className="grid justify-items-start gap-2 border-line border-t py-6 text-soft">
      <p>{isChosen ? whyNone(takes, state?.length ?? 0) : "No stream but those of buckets."}</p>
      <div className="flex flex-wrap gap-2">
        {isChosen && (
          <Button onClick={() => void change({ takes: null, state: null })}>
            Show all streams
          </Button>
        )}
        {!buckets && hidden > 0 && (
          <Button onClick={() => void change({ buckets: true })}>
            Look at {format.count(hidden)} KV and object streams, too
          </Button>
        )}
      </div>
    </div>
  );
}

function whyNone(takes: string | null, states: number): string {
  if (takes === null) return "No stream is in this state.";
  if (states > 0) return `No stream in this state takes ${takes}.`;
  return `No stream takes ${takes}: what is published there is not kept.`;
}
