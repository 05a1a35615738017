"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { ConnectionSummary } from "@/lib/model/connection";
import { liveConnectionsQuery } from "@/lib/queries/connections";
import { type PageName, pageAddress } from "@/lib/url/pages";
import { ColourMark } from "./colour-mark";
import { ConnectionMarks } from "./connection-marks";
import type { Finding } from "./crumb";
import { type Findable, find } from "./find";
import { Finder } from "./finder";
import { MarkedName } from "./marked-name";
import { faceOfStatus } from "./status-words";

type Props = Finding & { connectionId: string; page: PageName };
type Choice = Findable & { connection: ConnectionSummary };

const most = 50;

/** The same page on another connection. */
export function ConnectionSwitcher({ connectionId, page, query, onQuery, onClose }: Props) {
  const router = useRouter();
  const { data, dataUpdatedAt } = useQuery(liveConnectionsQuery());
  const hasColours = data?.connections.some(({ colour }) => colour !== undefined) ?? false;
  const { hits, total } = find((data?.connections ?? []).map(toChoice), query, most);
  return (
    <Finder
      label="Find a connection"
      placeholder="Find a connection"
      query={query}
      onQuery={onQuery}
      hits={hits}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose();
        if (id !== connectionId) router.push(pageAddress(page, id));
      }}
      row={({ item, ranges }) => (
        <Row
          connection={item.connection}
          name={<MarkedName text={item.text} ranges={ranges} />}
          isCurrent={item.id === connectionId}
          nowMs={dataUpdatedAt}
          hasColours={hasColours}
        />
      )}
      empty={data ? "No connection of this name. Clear the field to see all." : "Reading the list."}
      foot={
        total > most && (
          <p className="border-line border-t px-3.5 py-2 text-small text-soft">
            {most} of {total}: type more of the name.
          </p>
        )
      }
    />
  );
}

type RowProps = {
  connection: ConnectionSummary;
  name: ReactNode;
  isCurrent: boolean;
  nowMs: number;
  hasColours: boolean;
};

function Row({ connection, name, isCurrent, nowMs, hasColours }: RowProps) {
  const { word, mark, tone } = faceOfStatus(connection.status, nowMs);
  return (
    <>
      {hasColours && <ColourMark colour={connection.colour} />}
      <span className="min-w-0 grow">
        <span className={isCurrent ? "font-medium" : ""}>{name}</span>
        {isCurrent && <span className="sr-only">, the one you are on</span>}
        <ConnectionMarks connection={connection} />
      </span>
      <span className={`shrink-0 text-small ${tone}`}>
        <span aria-hidden="true">{mark} </span>
        {word}
      </span>
    </>
  );
}

function toChoice(connection: ConnectionSummary): Choice {
  const { id, label, production, readOnly, status, addresses } = connection;
  const marks = [production && "production", readOnly && "read-only", status.state];
  return {
    id,
    text: label,
    also: [id, ...marks.filter(Boolean), ...addresses].join(" "),
    connection,
  };
}
