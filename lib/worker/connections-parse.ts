import {
  type Access,
  type ConnectionList,
  type ConnectionProblem,
  type ConnectionStatus,
  type ConnectionSummary,
  connectionColours,
  type ServerIdentity,
} from "@/lib/model/connection";
import { roleNames } from "@/lib/model/role";
import {
  flag,
  list,
  maybe,
  number,
  object,
  oneOf,
  type ParsedAnswer,
  parseShape,
  shapeOf,
  text,
  variant,
} from "./shape";

/** The console's list of connections, or in what it is something else. */
export function parseConnections(json: unknown): ParsedAnswer<ConnectionList> {
  return parseShape(json, connections);
}

const since = [["sinceMs", number] as const];
const status = variant<ConnectionStatus["state"]>("state", {
  connecting: [],
  connected: [
    ...since,
    ["address", text],
    ["rttMs", maybe(number)],
    [
      "server",
      object(
        shapeOf<ServerIdentity>({
          ...{ id: text, name: text, version: text, cluster: maybe(text), jetstream: flag },
        }),
      ),
    ],
  ],
  lost: [...since, ["why", text]],
  refused: [...since, ["why", text]],
  direct: [["address", text]],
});

const summary = object(
  shapeOf<ConnectionSummary>({
    ...{ id: text, label: text, addresses: list(text), status },
    source: oneOf(["embedded", "environment", "context", "config", "saved"]),
    transport: oneOf(["gateway", "direct"]),
    colour: maybe(oneOf(connectionColours)),
    ...{ production: flag, readOnly: flag, isDefault: flag },
    access: object(
      shapeOf<Access>({
        ...{ role: oneOf(roleNames), readOnly: flag, apiPrefix: text, inboxPrefix: text },
        ...{ tailSubjects: list(text), publishSubjects: list(text) },
      }),
    ),
  }),
);

const connections = shapeOf<ConnectionList>({
  connections: list(summary),
  fixed: maybe(text),
  problems: list(
    object(
      shapeOf<ConnectionProblem>({
        ...{ where: text, line: maybe(number), field: maybe(text), why: text, what: text },
      }),
    ),
  ),
});
