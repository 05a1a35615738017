"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useFormat } from "@/components/ui/use-format";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { type StreamTab, streamTabAddress } from "@/lib/url/streams";
import type { Finding } from "./crumb";
import { find } from "./find";
import { Finder } from "./finder";
import { MarkedName } from "./marked-name";

type Props = Finding & { connectionId: string; stream: string; tab: StreamTab };

const most = 50;

/** The same look at another stream of the connection. */
export function StreamSwitcher({ connectionId, stream, tab, query, onQuery, onClose }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { data: rows } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const items = (rows ?? []).map((row) => ({ id: row.name, text: row.name, row }));
  const { hits, total } = find(items, query, most);
  return (
    <Finder
      label="Find a stream"
      placeholder="Find a stream"
      query={query}
      onQuery={onQuery}
      hits={hits}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose();
        if (id !== stream) router.push(streamTabAddress(connectionId, id, tab));
      }}
      row={({ item, ranges }) => (
        <>
          <span className={`min-w-0 grow ${item.id === stream ? "font-medium" : ""}`}>
            <MarkedName text={item.text} ranges={ranges} />
            {item.id === stream && <span className="sr-only">, the one you are on</span>}
          </span>
          <span className="shrink-0 text-small text-soft tabular-nums">
            {format.count(item.row.messages)}
            <span className="sr-only"> messages</span>
          </span>
        </>
      )}
      empty={rows ? "No stream of this name. Clear the field to see all." : "Reading the list."}
      foot={
        total > most && (
          <p className="border-line border-t px-3.5 py-2 text-small text-soft">
            {most} of {format.count(total)}: type more of the name.
          </p>
        )
      }
    />
  );
}
