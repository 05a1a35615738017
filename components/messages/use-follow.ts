"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { type MessageList, readNewMessages } from "@/lib/queries/messages";

const beatMs = 1_000;

/** Reads what is new each second while it is on and seen; gives how many passed by unseen, at the last look. */
export function useFollow(list: MessageList, isOn: boolean): bigint {
  const client = useQueryClient();
  const [passed, setPassed] = useState(0n);
  const look = useEffectEvent(async () => {
    if (document.hidden) return;
    // What kept it away shows where the messages are; the next look tries again.
    const found = await readNewMessages(client, list).catch(() => 0n);
    setPassed(found);
  });
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const beat = async () => {
      await look();
      if (!isOver) timer = setTimeout(beat, beatMs);
    };
    timer = setTimeout(beat, beatMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isOn]);
  return isOn ? passed : 0n;
}
