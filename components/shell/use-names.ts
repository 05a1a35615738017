"use client";

import { useQuery } from "@tanstack/react-query";
import { describeError } from "@/lib/errors/describe-error";
import type { Names } from "@/lib/model/names";
import { namesQuery } from "@/lib/queries/names";

type NamesReading = {
  names: Names | undefined;
  isReading: boolean;
  /** Why there are none, or no newer ones. */
  problem: string | undefined;
};

/** The names of what there is on a connection, where there is one. */
export function useNames(connectionId: string | undefined): NamesReading {
  const { data, error, isLoading } = useQuery({
    ...namesQuery(connectionId ?? ""),
    enabled: connectionId !== undefined,
  });
  return {
    names: data,
    isReading: isLoading,
    problem: error ? describeError(error).title : undefined,
  };
}
