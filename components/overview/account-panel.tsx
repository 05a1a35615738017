"use client";

import type { Ages } from "@/components/shell/use-ages";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import { useFormat } from "@/components/ui/use-format";
import type { AccountFigures } from "@/lib/model/account";
import type { ClientList } from "@/lib/model/clients";
import type { Snapshot } from "@/lib/model/snapshot";
import { PartPanel } from "./part-panel";

/** Who is connected in this account, and who reads too slowly. */
export function AccountPanel({ snapshot, ages }: { snapshot: Snapshot | undefined; ages: Ages }) {
  const part = snapshot?.account;
  return (
    <PartPanel
      title="Account"
      note={part?.value?.name}
      part={part}
      ages={ages}
      skeleton={<Skeleton className="mt-3 h-44 w-full" />}
    >
      {(account) => <Facts account={account} clients={snapshot?.clients.value} />}
    </PartPanel>
  );
}

function Facts({ account, clients }: { account: AccountFigures; clients: ClientList | undefined }) {
  const format = useFormat();
  const slowest = clients?.slowest[0];
  return (
    <dl>
      <Fact label="Clients" value={format.count(account.connections)} />
      <Fact label="Subscriptions" value={format.count(account.subscriptions)} />
      <Fact
        label="Received"
        value={format.count(account.inMessages)}
        unit="messages"
        exact={`${format.exact(account.inMessages)} messages, ${format.exact(account.inBytes)} bytes`}
      />
      <Fact
        label="Sent"
        value={format.count(account.outMessages)}
        unit="messages"
        exact={`${format.exact(account.outMessages)} messages, ${format.exact(account.outBytes)} bytes`}
      />
      {slowest && (
        <Fact
          label="Waits to be sent"
          value={format.bytesText(slowest.pendingBytes)}
          unit={`to ${slowest.name || `client ${slowest.id}`}`}
          exact={`${format.exact(slowest.pendingBytes)} bytes, on server ${slowest.server}`}
        />
      )}
    </dl>
  );
}
