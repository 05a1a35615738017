"use client";

import { Section } from "@/components/ui/section";
import { useFormat } from "@/components/ui/use-format";
import { formatServerName } from "@/lib/format/server-name";
import type { StreamGroup } from "@/lib/model/streams";

/** The servers that hold a stream, and how far each is; nothing where one alone does. */
export function StreamReplicas({ group }: { group: StreamGroup | undefined }) {
  const format = useFormat();
  if (!group || (group.leader !== undefined && group.followers.length === 0)) return null;
  return (
    <Section title="Replicas" note={format.count(group.followers.length + (group.leader ? 1 : 0))}>
      <table aria-label="Replicas" className="w-full border-line border-t text-left">
        <thead className="text-small text-soft">
          <tr>
            <th className="py-1 font-normal">Server</th>
            <th className="py-1 font-normal">State</th>
            <th className="py-1 text-right font-normal">Lag</th>
          </tr>
        </thead>
        <tbody>
          {group.leader === undefined ? (
            <tr className="border-line border-t">
              <td colSpan={3} className="py-1.5 text-attention">
                <span aria-hidden="true">◆ </span>A leader is being elected
              </td>
            </tr>
          ) : (
            <tr className="border-line border-t">
              <th scope="row" className="py-1.5 font-normal">
                {formatServerName(group.leader)}
              </th>
              <td className="py-1.5">leader</td>
              <td className="py-1.5 text-right text-soft">–</td>
            </tr>
          )}
          {group.followers.map((follower) => (
            <tr key={follower.name} className="border-line border-t">
              <th scope="row" className="py-1.5 font-normal">
                {formatServerName(follower.name)}
              </th>
              <td className={`py-1.5 ${toneOf(follower)}`}>{wordsOf(follower)}</td>
              <td
                className="py-1.5 text-right tabular-nums"
                title={`${format.exact(follower.lag)} operations`}
              >
                {format.count(follower.lag)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type Follower = StreamGroup["followers"][number];

function wordsOf({ isOffline, isCurrent }: Follower): string {
  if (isOffline) return "▲ offline";
  return isCurrent ? "current" : "◆ behind";
}

function toneOf({ isOffline, isCurrent }: Follower): string {
  if (isOffline) return "text-trouble";
  return isCurrent ? "" : "text-attention";
}
