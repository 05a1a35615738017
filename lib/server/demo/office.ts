import type { NatsConnection } from "@nats-io/nats-core";
import { type Line, watchLine } from "./line";
import type { Schedule } from "./schedule";

/** The programs of the company, each with a connection of its own: connz shows who is who. */
export const programs = [
  "orders-api",
  "storefront",
  "payments-worker",
  "warehouse-gateway",
  "facility-monitor",
  "erp-export",
  "label-printer",
  "tour-planner-1",
  "tour-planner-2",
  "back-office",
  "siem-forwarder",
  "inventory-1",
  "inventory-2",
  "pricing-1",
  "shipping-quotes-1",
] as const;

type Program = (typeof programs)[number];

/** The open connections of all programs. */
export type Office = {
  line(program: Program): Line;
  close(): Promise<void>;
};

/** Opens all connections; when one can't be opened, none stays open. */
export async function openOffice(
  connect: (name: string) => Promise<NatsConnection>,
  timers: Schedule,
): Promise<Office> {
  const results = await Promise.allSettled(programs.map((program) => connect(program)));
  const connections = results.flatMap((result) =>
    result.status === "fulfilled" ? [result.value] : [],
  );
  const close = async () => {
    await Promise.allSettled(connections.map((connection) => connection.close()));
  };
  const failed = results.find((result) => result.status === "rejected");
  if (failed) {
    await close();
    throw failed.reason;
  }
  const lines = new Map(
    connections.map((connection, index) => [programs[index], watchLine(connection, timers)]),
  );
  return {
    close,
    line(program) {
      const line = lines.get(program);
      if (!line) throw new Error(`no connection for ${program}`);
      return line;
    },
  };
}
