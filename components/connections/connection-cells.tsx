import { ColourMark } from "@/components/shell/colour-mark";
import { faceOfStatus } from "@/components/shell/status-words";
import { MiddleCut } from "@/components/ui/middle-cut";
import { Unknown } from "@/components/ui/stat";
import { formatServerName } from "@/lib/format/server-name";
import type { ConnectionSummary } from "@/lib/model/connection";
import { sourceWords } from "./may-change";

type Props = { connection: ConnectionSummary };

/** Its name, and what is to be known before anything is done here, in words. */
export function NameCell({ connection }: Props) {
  const { colour, label, isDefault, production, readOnly } = connection;
  const marks = [
    isDefault && { word: "default", tone: "text-soft" },
    production && { word: "production", tone: "text-trouble" },
    readOnly && { word: "read-only", tone: "text-attention" },
  ].filter((mark) => mark !== false);
  return (
    <>
      <span className="flex min-w-0 items-center gap-2">
        <ColourMark colour={colour} />
        <MiddleCut text={label} />
      </span>
      {marks.length > 0 && (
        <span className="flex flex-wrap gap-x-2 pl-4.5 font-normal text-small">
          {marks.map(({ word, tone }) => (
            <span key={word} className={tone}>
              {word}
            </span>
          ))}
        </span>
      )}
    </>
  );
}

/** How it is, since when, and why. */
export function StatusCell({ connection, nowMs }: Props & { nowMs: number }) {
  const { word, mark, tone, since, why } = faceOfStatus(connection.status, nowMs);
  return (
    <>
      <span className={`flex flex-wrap items-baseline gap-x-2 ${tone}`}>
        <span aria-hidden="true">{mark}</span>
        <span className="font-medium">{word}</span>
        {since && (
          <span className="whitespace-nowrap text-small text-soft tabular-nums">{since}</span>
        )}
      </span>
      {why && <span className="block break-words pl-5 text-small text-soft">{why}</span>}
    </>
  );
}

/** Who answers there, and at which address; on a narrow screen also what has no column then. */
export function ServerCell({ connection }: Props) {
  const { status, addresses, source } = connection;
  const address = "address" in status ? status.address : addresses[0];
  const others = addresses.filter((other) => other !== address);
  return (
    <>
      {status.state === "connected" && (
        <span className="flex min-w-0 items-baseline gap-2" title={status.server.name}>
          <span className="truncate">{formatServerName(status.server.name)}</span>
          <span className="text-small text-soft">{status.server.version}</span>
        </span>
      )}
      {address === undefined ? (
        <Unknown />
      ) : (
        <span className="block break-all font-mono text-small text-soft">{address}</span>
      )}
      {others.length > 0 && (
        <span className="block text-small text-soft" title={others.join("\n")}>
          and {others.length} more
        </span>
      )}
      <span className="block text-small text-soft md:hidden">
        From {sourceWords[source]} · you are {roleWords(connection)}
      </span>
    </>
  );
}

/** Who the person is there. */
export function RoleCell({ connection }: Props) {
  const { transport } = connection;
  return transport === "direct" ? (
    <span className="text-soft" title="On a direct connection the NATS server alone decides.">
      {roleWords(connection)}
    </span>
  ) : (
    roleWords(connection)
  );
}

/** The same as plain text. */
export function roleWords({ transport, access }: ConnectionSummary): string {
  return transport === "direct" ? "as NATS says" : access.role;
}
