"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { nextMessageQuery } from "@/lib/queries/consumer-write";

/** Finds the first message from a place on that a consumer takes, when it is asked for; no consumer is made for it. */
export function useNextMessage(
  connectionId: string,
  { stream, filterSubjects }: ConsumerSummary,
  from: bigint,
  onFound: (sequence: bigint) => void,
) {
  const client = useQueryClient();
  const { mutate, data, error, isPending, isSuccess } = useMutation({
    mutationFn: () =>
      client.fetchQuery(nextMessageQuery(connectionId, stream, { from, filterSubjects })),
    networkMode: "always",
    onSuccess: (found) => found !== null && onFound(found),
  });
  return { found: data, error, isAsking: isPending, isAnswered: isSuccess, ask: () => mutate() };
}
