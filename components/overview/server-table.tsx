"use client";

import type { ReactNode } from "react";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import { formatServerName } from "@/lib/format/server-name";
import type { ServerState } from "@/lib/model/servers";

type Props = {
  servers: ServerState[];
  leader: string | undefined;
  ageMs: (asOfMs: number) => number;
};

/** Each server of the system on a line; one that does not answer keeps its last figures, with their age. */
export function ServerTable({ servers, leader, ageMs }: Props) {
  return (
    <section
      aria-label="Servers, scrollable"
      className="overflow-x-auto border-line border-t"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling is its interaction.
      tabIndex={0}
    >
      <table aria-label="Servers" className="w-full border-collapse @3xl:min-w-[720px]">
        <thead>
          <tr className="h-8 whitespace-nowrap border-line border-b text-left text-small text-soft">
            <th scope="col" className="sticky left-0 bg-page pr-4 font-normal">
              Name
            </th>
            <th scope="col" className="pr-4 font-normal">
              Health
            </th>
            <Head isAside>Up</Head>
            <Head>CPU</Head>
            <Head>Memory</Head>
            <Head isAside>Clients</Head>
            <Head isAside>Streams</Head>
            <Head isAside>Storage</Head>
          </tr>
        </thead>
        <tbody>
          {servers.map((server) => (
            <Row key={server.id} server={server} isLeader={server.name === leader} ageMs={ageMs} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  server,
  isLeader,
  ageMs,
}: {
  server: ServerState;
  isLeader: boolean;
  ageMs: (asOfMs: number) => number;
}) {
  const format = useFormat();
  const { jetstream } = server;
  return (
    <tr
      className={`h-(--row-height,36px) border-line border-b hover:bg-hover ${server.isAnswering ? "" : "text-soft"}`}
    >
      <th scope="row" className="sticky left-0 max-w-56 bg-page pr-4 text-left font-medium">
        <span className="flex items-baseline gap-x-2 @max-2xl:flex-wrap">
          <MiddleCut text={formatServerName(server.name)} />
          <span className="shrink-0 font-normal text-small text-soft">{server.version}</span>
          {isLeader && (
            <span className="shrink-0 font-normal text-small text-soft" title="Leads JetStream">
              leader
            </span>
          )}
        </span>
      </th>
      <td className="max-w-64 pr-4 text-small @max-2xl:py-1.5 @2xl:truncate">
        <Health server={server} ageMs={ageMs} />
      </td>
      <Cell isAside exact={`since ${format.moment(server.startedMs)}`}>
        {format.duration(server.atMs - server.startedMs)}
      </Cell>
      <Cell exact={`100% is one of ${server.cores} cores`}>{server.cpuPercent.toFixed(0)}%</Cell>
      <Cell exact={`${format.exact(server.memoryBytes)} bytes`}>
        {format.bytesText(server.memoryBytes)}
      </Cell>
      <Cell isAside>{format.count(server.connections)}</Cell>
      <Cell isAside>{jetstream ? format.count(jetstream.streams) : <Unknown />}</Cell>
      <Cell isAside exact={jetstream && `${format.exact(jetstream.storage.usedBytes)} bytes`}>
        {jetstream ? format.bytesText(jetstream.storage.usedBytes) : <Unknown />}
      </Cell>
    </tr>
  );
}

function Health({ server, ageMs }: { server: ServerState; ageMs: (asOfMs: number) => number }) {
  const format = useFormat();
  if (!server.isAnswering) {
    return (
      <Mark mark="✕" tone="text-trouble">
        does not answer, figures of {format.age(ageMs(server.asOfMs))}
      </Mark>
    );
  }
  switch (server.health.state) {
    case "ok":
      return (
        <Mark mark="●" tone="text-ok">
          healthy
        </Mark>
      );
    case "unwell":
      return (
        <Mark mark="▲" tone="text-trouble" title={server.health.why}>
          {server.health.why}
        </Mark>
      );
    case "unknown":
      return (
        <Mark mark="○" tone="text-unknown">
          not told
        </Mark>
      );
  }
}

function Mark(props: { mark: string; tone: string; title?: string; children: ReactNode }) {
  return (
    <span title={props.title}>
      <span aria-hidden="true" className={`mr-1.5 ${props.tone}`}>
        {props.mark}
      </span>
      {props.children}
    </span>
  );
}

/** Where there is little room, what tells least of a server's health is left out. */
const aside = "@max-2xl:hidden";

function Head({ children, isAside }: { children: ReactNode; isAside?: boolean }) {
  return (
    <th scope="col" className={`pl-4 text-right font-normal ${isAside ? aside : ""}`}>
      {children}
    </th>
  );
}

type CellProps = { children: ReactNode; exact?: string | undefined; isAside?: boolean };

function Cell({ children, exact, isAside }: CellProps) {
  return (
    <td
      className={`whitespace-nowrap pl-4 text-right tabular-nums ${isAside ? aside : ""}`}
      title={exact}
    >
      {children}
    </td>
  );
}
