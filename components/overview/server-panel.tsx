"use client";

import type { Ages } from "@/components/shell/use-ages";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { ServerList } from "@/lib/model/servers";
import type { Snapshot } from "@/lib/model/snapshot";
import { PartPanel } from "./part-panel";
import { ServerTable } from "./server-table";

/** The servers of the system, as far as this connection may ask them. */
export function ServerPanel({ snapshot, ages }: { snapshot: Snapshot | undefined; ages: Ages }) {
  const part = snapshot?.servers;
  return (
    <PartPanel
      title="Servers"
      note={part?.value && note(part.value)}
      part={part}
      ages={ages}
      skeleton={<Skeleton className="mt-3 h-16 w-full" />}
      calmFace={(error) =>
        error.kind === "no-responders" ? <NotTold subject={error.subject} /> : undefined
      }
    >
      {({ servers, meta }) => (
        <ServerTable servers={servers} leader={meta?.leader} ageMs={ages.ageMs} />
      )}
    </PartPanel>
  );
}

function note({ by, servers }: ServerList): string | undefined {
  if (by === "monitoring") return "the one whose monitoring port is known";
  const silent = servers.filter(({ isAnswering }) => !isAnswering).length;
  if (silent > 0) return `${servers.length - silent} of ${servers.length} answer`;
  return undefined;
}

/** Not everybody may ask; that is no fault, so it is said calmly how to change it. */
function NotTold({ subject }: { subject: string }) {
  return (
    <Problem
      calm
      words={{
        title: "This account may not ask for the servers' own figures",
        detail: `Nobody answers on ${subject}. The flow above is this account's.`,
        hint: "Give the connection credentials of the system account, or a monitoring URL; or let the account import $SYS.REQ.SERVER.PING.> from the system account.",
      }}
    />
  );
}
