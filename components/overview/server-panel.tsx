import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatBytes } from "@/lib/format/bytes";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatExact } from "@/lib/format/number";
import { formatServerName } from "@/lib/format/server-name";
import type { AccountFigures } from "@/lib/model/account";
import type { ServerFigures } from "@/lib/model/server";

type Props = {
  server: Reading<ServerFigures> | undefined;
  account: Reading<AccountFigures> | undefined;
  rttMs: number | undefined;
};

/** The server that the connection is on, and the account that it is in. */
export function ServerPanel({ server, account, rttMs }: Props) {
  return (
    <>
      <Panel
        title="Server"
        note={
          server?.ok
            ? `${formatServerName(server.value.name)} · ${server.value.version}`
            : undefined
        }
      >
        {server === undefined && <Waiting rows={7} />}
        {server?.ok && <ServerFacts server={server.value} rttMs={rttMs} />}
        {server && !server.ok && <NoServer server={server} />}
      </Panel>
      <Panel title="Account" note={account?.ok ? account.value.name : undefined}>
        {account === undefined && <Waiting rows={6} />}
        {account?.ok && <AccountFacts account={account.value} />}
        {account && !account.ok && <Problem words={describeError(account.error)} />}
      </Panel>
    </>
  );
}

function ServerFacts({ server, rttMs }: { server: ServerFigures; rttMs: number | undefined }) {
  const memory = formatBytes(server.memoryBytes);
  return (
    <dl className="border-line border-t">
      <Fact
        label="Up"
        value={formatDuration(server.atMs - server.startedMs)}
        exact={`since ${new Date(server.startedMs).toISOString()}`}
      />
      <Fact
        label="CPU"
        value={server.cpuPercent.toFixed(0)}
        unit="%"
        exact={`100 % is one of ${server.cores} cores`}
      />
      <Fact label="Memory" {...memory} exact={`${formatExact(server.memoryBytes)} bytes`} />
      <Fact label="Connections" value={formatCount(server.connections)} />
      <Fact label="Subscriptions" value={formatCount(server.subscriptions)} />
      <Fact
        label="Slow consumers"
        value={formatCount(server.slowConsumers)}
        exact="Clients that read too slowly and were cut off, since the server's start"
      />
      {rttMs !== undefined && <Fact label="Round trip" value={rttMs} unit="ms" />}
    </dl>
  );
}

function AccountFacts({ account }: { account: AccountFigures }) {
  return (
    <dl className="border-line border-t">
      <Fact label="Connections" value={formatCount(account.connections)} />
      <Fact label="Subscriptions" value={formatCount(account.subscriptions)} />
      <Fact
        label="Received"
        value={formatCount(account.inMessages)}
        unit="messages"
        exact={`${formatExact(account.inMessages)} messages, ${formatExact(account.inBytes)} bytes`}
      />
      <Fact
        label="Sent"
        value={formatCount(account.outMessages)}
        unit="messages"
        exact={`${formatExact(account.outMessages)} messages, ${formatExact(account.outBytes)} bytes`}
      />
      <Fact label="Slow consumers" value={formatCount(account.slowConsumers)} />
      <Fact label="Servers that answered" value={account.servers.length} />
    </dl>
  );
}

/** Not everybody may ask; that is no fault, so it is said calmly how to change it. */
function NoServer({ server }: { server: Reading<ServerFigures> & { ok: false } }) {
  if (server.error.kind !== "no-responders") {
    const calm = server.error.kind === "permission";
    return <Problem calm={calm} words={describeError(server.error)} />;
  }
  return (
    <Problem
      calm
      words={{
        title: "The server's own figures are not to be had with this account",
        detail: `Nobody answers on ${server.error.subject}. Rates above are this account's.`,
        hint: "Let the account import the service $SYS.REQ.SERVER.PING.VARZ from the system account.",
      }}
    />
  );
}

function Waiting({ rows }: { rows: number }) {
  return (
    <div className="border-line border-t">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={row} className="h-[33px] py-2">
          <Skeleton className="h-4 w-full" />
        </div>
      ))}
    </div>
  );
}
