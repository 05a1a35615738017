import { ColourMark } from "@/components/shell/colour-mark";
import { faceOfStatus } from "@/components/shell/status-words";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import { formatServerName } from "@/lib/format/server-name";
import type { ConnectionSummary } from "@/lib/model/connection";
import { sourceWords } from "./may-change";
import { type RowActionProps, RowActions } from "./row-actions";

type Props = Omit<RowActionProps, "connection"> & {
  connection: ConnectionSummary;
  nowMs: number;
  isMarked: boolean;
};

const block = "py-2 pr-4 align-top max-lg:block max-lg:py-0.5 max-lg:pr-0";
const cell = `${block} max-lg:pl-6.5`;
/** On a narrow screen, small facts stand beside each other. */
const small = "py-2 pr-4 align-top whitespace-nowrap max-lg:inline-block max-lg:py-0.5";

/** One connection; on a narrow screen its cells stand under each other. */
export function ConnectionRow({ connection, nowMs, isMarked, ...actions }: Props) {
  const { label, source, status, access } = connection;
  const rttMs = status.state === "connected" ? status.rttMs : undefined;
  return (
    <tr
      aria-current={isMarked || undefined}
      className={`border-line border-b hover:bg-hover max-lg:block max-lg:py-3 ${isMarked ? "bg-hover shadow-[inset_2px_0_0_var(--color-accent)]" : ""}`}
    >
      <th scope="row" className={`${block} pl-2 text-left font-medium`}>
        <span className="flex max-w-64 items-center gap-2 max-lg:max-w-full">
          <ColourMark colour={connection.colour} />
          <MiddleCut text={label} />
        </span>
        <Marks connection={connection} />
      </th>
      <td className={`${cell} lg:max-w-72`}>
        <StatusCell connection={connection} nowMs={nowMs} />
      </td>
      <td className={cell}>
        <ServerCell connection={connection} />
      </td>
      <td className={`${small} text-right tabular-nums lg:pr-8 max-lg:pl-6.5`}>
        <span className="text-small text-soft lg:hidden">RTT </span>
        {rttMs === undefined ? (
          <Unknown />
        ) : (
          <>
            {formatRtt(rttMs)}
            <span className="ml-1 text-small text-soft">ms</span>
          </>
        )}
      </td>
      <td className={`${small} text-small`}>
        <span className="text-soft lg:hidden">From </span>
        {sourceWords[source]}
      </td>
      <td className={`${small} text-small`}>
        <span className="text-soft lg:hidden">You are </span>
        {connection.transport === "direct" ? (
          <span className="text-soft" title="On a direct connection the NATS server alone decides.">
            as NATS says
          </span>
        ) : (
          access.role
        )}
      </td>
      <td className={`${cell} whitespace-nowrap lg:pt-1 lg:pr-0`}>
        <RowActions connection={connection} {...actions} />
      </td>
    </tr>
  );
}

/** What is to be known before anything is done here, in words. */
function Marks({ connection }: { connection: ConnectionSummary }) {
  const { isDefault, production, readOnly } = connection;
  const words = [
    isDefault && { word: "default", tone: "text-soft" },
    production && { word: "production", tone: "text-trouble" },
    readOnly && { word: "read-only", tone: "text-attention" },
  ].filter((mark) => mark !== false);
  if (words.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-2 pl-4.5 font-normal text-small">
      {words.map(({ word, tone }) => (
        <span key={word} className={tone}>
          {word}
        </span>
      ))}
    </span>
  );
}

function StatusCell({ connection, nowMs }: { connection: ConnectionSummary; nowMs: number }) {
  const { word, mark, tone, since, why } = faceOfStatus(connection.status, nowMs);
  return (
    <>
      <span className={`flex items-baseline gap-2 whitespace-nowrap ${tone}`}>
        <span aria-hidden="true">{mark}</span>
        <span className="font-medium">{word}</span>
        {since && <span className="text-small text-soft tabular-nums">{since}</span>}
      </span>
      {why && <span className="block break-words pl-5 text-small text-soft">{why}</span>}
    </>
  );
}

function ServerCell({ connection: { status, addresses } }: { connection: ConnectionSummary }) {
  const address = "address" in status ? status.address : addresses[0];
  const others = addresses.filter((other) => other !== address);
  return (
    <>
      {status.state === "connected" && (
        <span className="block whitespace-nowrap" title={status.server.name}>
          {formatServerName(status.server.name)}
          <span className="ml-2 text-small text-soft">{status.server.version}</span>
        </span>
      )}
      {address !== undefined && (
        <span className="block max-w-64 break-all font-mono text-small text-soft">{address}</span>
      )}
      {others.length > 0 && (
        <span className="block text-small text-soft" title={others.join("\n")}>
          and {others.length} more
        </span>
      )}
      {address === undefined && (
        <span className="max-lg:hidden">
          <Unknown />
        </span>
      )}
    </>
  );
}

/** Loopback answers in fractions of a millisecond: there they say something. */
function formatRtt(rttMs: number): string {
  return rttMs < 10 ? String(Number(rttMs.toFixed(1))) : String(Math.round(rttMs));
}
