"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { consumersQuery } from "@/lib/queries/consumers";
import { storedSubjectsQuery } from "@/lib/queries/messages";
import { snapshotQuery } from "@/lib/queries/snapshot";
import type { Surroundings } from "./create-draft";
import { useServerHas } from "./use-server-has";

type Around = {
  around: Surroundings;
  /** The streams that may be chosen. */
  streams: readonly string[];
  /** Subjects to filter by. */
  known: readonly string[];
};

/** More are not offered while a subject is typed. */
const fewSubjects = 5_000;
const none: never[] = [];

/** What a new consumer of a stream is checked against, and what is offered for it. */
export function useAround(connectionId: string, stream: string, zone: string): Around {
  const { data: rows = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const { data: consumers = none } = useQuery({
    ...consumersQuery(connectionId),
    select: (state) => state.rows,
  });
  const row = rows.find(({ name }) => name === stream);
  const isFew = row !== undefined && (row.subjectCount ?? 0) <= fewSubjects;
  const stored = useQuery({ ...storedSubjectsQuery(connectionId, stream), enabled: isFew });
  const { filters, version } = useServerHas(connectionId);
  return useMemo(
    () => ({
      around: {
        stream: row,
        others: consumers.filter((other) => other.stream === stream),
        oneFilterOn: filters || version === "" ? undefined : version,
        zone,
      },
      streams: rows.map(({ name }) => name),
      known: [...new Set([...(row?.subjects ?? none), ...(stored.data ?? none)])],
    }),
    [row, rows, consumers, stream, filters, version, zone, stored.data],
  );
}
