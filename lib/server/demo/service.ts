import { headers, type Msg, type NatsConnection, nuid } from "@nats-io/nats-core";
import type { Schedule } from "./schedule";

/** What a service answers: a value, or an error as micro clients know it. */
export type Answer =
  | { kind: "value"; value: unknown; tookMs: number }
  | { kind: "error"; code: number; text: string; tookMs: number };

type Endpoint = {
  name: string;
  subject: string;
  metadata?: Record<string, string>;
  answer: (request: Msg) => Answer;
};

/** A micro service as `$SRV.INFO` tells of it, and how it answers. */
export type ServiceDefinition = {
  name: string;
  version: string;
  description: string;
  metadata: Record<string, string>;
  endpoints: readonly Endpoint[];
};

type Counters = { requests: number; errors: number; processingNs: number; lastError: string };

const queueGroup = "q";

/** One running instance of a micro service: answers its endpoints and $SRV, and counts. */
export function runService(
  connection: NatsConnection,
  timers: Schedule,
  definition: ServiceDefinition,
): void {
  const identity = {
    name: definition.name,
    id: nuid.next(),
    version: definition.version,
    metadata: definition.metadata,
  };
  const started = new Date().toISOString();
  const running = definition.endpoints.map((endpoint) => ({
    endpoint,
    counters: serve(connection, timers, endpoint),
  }));
  const kind = (verb: string) => `io.nats.micro.v1.${verb}_response`;
  const reports = new Map<string, () => object>([
    ["PING", () => ({ type: kind("ping"), ...identity })],
    [
      "INFO",
      () => ({
        type: kind("info"),
        ...identity,
        description: definition.description,
        endpoints: running.map(({ endpoint }) => describeEndpoint(endpoint)),
      }),
    ],
    [
      "STATS",
      () => ({
        type: kind("stats"),
        ...identity,
        started,
        endpoints: running.map(({ endpoint, counters }) => statsOf(endpoint, counters)),
      }),
    ],
  ]);
  for (const [verb, report] of reports) {
    const subjects = ["", `.${identity.name}`, `.${identity.name}.${identity.id}`];
    for (const suffix of subjects) {
      connection.subscribe(`$SRV.${verb}${suffix}`, {
        callback: (error, request) => {
          if (!error) request.respond(JSON.stringify(report()));
        },
      });
    }
  }
}

function serve(connection: NatsConnection, timers: Schedule, endpoint: Endpoint): Counters {
  const counters: Counters = { requests: 0, errors: 0, processingNs: 0, lastError: "" };
  connection.subscribe(endpoint.subject, {
    queue: queueGroup,
    callback: (error, request) => {
      if (error) return;
      const since = process.hrtime.bigint();
      const answer = endpoint.answer(request);
      timers.after(`answer ${endpoint.subject}`, answer.tookMs, () => {
        respond(request, answer);
        counters.requests += 1;
        counters.processingNs += Number(process.hrtime.bigint() - since);
        if (answer.kind === "error") {
          counters.errors += 1;
          counters.lastError = `${answer.code}:${answer.text}`;
        }
      });
    },
  });
  return counters;
}

function respond(request: Msg, answer: Answer): void {
  const lines = headers();
  if (answer.kind === "error") {
    lines.set("Nats-Service-Error-Code", String(answer.code));
    lines.set("Nats-Service-Error", answer.text);
    request.respond("", { headers: lines });
    return;
  }
  lines.set("Content-Type", "application/json");
  request.respond(JSON.stringify(answer.value), { headers: lines });
}

function describeEndpoint({ name, subject, metadata }: Endpoint) {
  return { name, subject, queue_group: queueGroup, metadata: metadata ?? {} };
}

function statsOf(endpoint: Endpoint, counters: Counters) {
  const { requests, errors, processingNs, lastError } = counters;
  return {
    name: endpoint.name,
    subject: endpoint.subject,
    queue_group: queueGroup,
    num_requests: requests,
    num_errors: errors,
    last_error: lastError,
    processing_time: processingNs,
    average_processing_time: requests === 0 ? 0 : Math.round(processingNs / requests),
  };
}
