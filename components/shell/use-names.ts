"use client";

import type { Names } from "@/lib/model/names";

type Reading = { names: Names | undefined; isReading: boolean; problem: string | undefined };

export function useNames(connectionId: string | undefined): Reading {
  void connectionId;
  return { names: undefined, isReading: false, problem: undefined };
}
