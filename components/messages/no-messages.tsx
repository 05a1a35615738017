"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import type { LoadedMessages } from "./use-message-list";
import type { MessagesView } from "./use-view";

type Props = { messages: LoadedMessages; view: MessagesView };

/** Why there is nothing, and what to do about it; while there is more to look through, it goes on looking. */
export function NoMessages({ messages, view }: Props) {
  const format = useFormat();
  const { extent, above, below, isLoading, error, lookedTo } = messages;
  const more = below.hasMore ? below : above;
  useEffect(() => {
    if (more.hasMore && !isLoading && !error) more.load();
  }, [more, isLoading, error]);
  if (more.hasMore && !error) {
    return (
      <p role="status" className="border-line border-t py-6 text-soft tabular-nums">
        Looking further
        {lookedTo === undefined ? "" : `, below sequence ${format.exact(lookedTo)}`}
        {extent && ` of ${format.exact(extent.last)}`}
      </p>
    );
  }
  if (extent?.messages === 0n) {
    return (
      <p className="border-line border-t py-6 text-soft">
        {extent.last === 0n
          ? "No message was ever stored here. What is published to the stream’s subjects appears here."
          : `Nothing is stored any more: ${format.exact(extent.last)} messages have come and gone.`}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 border-line border-t py-6 text-soft">
      <p className="break-words">
        {view.filter === ">"
          ? "There is no message from here on."
          : `No stored message has a subject that ${view.filter} takes in.`}
      </p>
      {view.filter === ">" ? (
        <Button onClick={() => view.showFrom({ from: "newest" })}>Show the newest</Button>
      ) : (
        <Button onClick={() => view.setFilter(">")}>Show all subjects</Button>
      )}
    </div>
  );
}
