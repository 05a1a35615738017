"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useFormat } from "@/components/ui/use-format";
import { consumersQuery } from "@/lib/queries/consumers";
import { consumerPageAddress } from "@/lib/url/consumer-address";
import type { Finding } from "./crumb";
import { find } from "./find";
import { Finder } from "./finder";
import { MarkedName } from "./marked-name";

type Props = Finding & { connectionId: string; stream: string; consumer: string };

const most = 50;

/** Another consumer of the same stream. */
export function ConsumerSwitcher(props: Props) {
  const { connectionId, stream, consumer, query, onQuery, onClose } = props;
  const router = useRouter();
  const format = useFormat();
  const { data: rows } = useQuery({
    ...consumersQuery(connectionId),
    select: (state) => state.rows?.filter((row) => row.stream === stream),
  });
  const items = (rows ?? []).map((row) => ({ id: row.name, text: row.name, row }));
  const { hits, total } = find(items, query, most);
  return (
    <Finder
      label="Find a consumer"
      placeholder={`Find a consumer of ${stream}`}
      query={query}
      onQuery={onQuery}
      hits={hits}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose();
        if (id !== consumer) router.push(consumerPageAddress(connectionId, stream, id));
      }}
      row={({ item, ranges }) => (
        <>
          <span className={`min-w-0 grow ${item.id === consumer ? "font-medium" : ""}`}>
            <MarkedName text={item.text} ranges={ranges} />
            {item.id === consumer && <span className="sr-only">, the one you are on</span>}
          </span>
          <span className="shrink-0 text-small text-soft tabular-nums">
            {format.count(item.row.lagMessages)}
            <span className="sr-only"> messages behind</span>
          </span>
        </>
      )}
      empty={rows ? "No consumer of this name. Clear the field to see all." : "Reading the list."}
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
