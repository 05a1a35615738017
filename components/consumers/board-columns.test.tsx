import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Column } from "@/components/ui/table/column";
import { createFormat } from "@/lib/format/format";
import { consumerCauses } from "@/lib/model/consumers";
import { boardColumns } from "./board-columns";
import { boardGroupColumns } from "./board-group-columns";
import { createGrouper } from "./board-groups";
import { consumerRow } from "./board-lab";

const format = createFormat({ times: "utc" });
const rows = [
  consumerRow(),
  ...consumerCauses.map((cause) => consumerRow({ cause, lagMessages: 5n, pausedUntilMs: 1 })),
  consumerRow({ isPull: false, isBound: false, lagMessages: 1n, lagSeconds: 7, ackPending: 2 }),
  consumerRow({ lagMessages: 9n, lagSeconds: null, trendPerSec: -2, etaSeconds: 4 }),
];

it("a cell of the board reads nothing of its consumer that it would not be drawn anew for", () => {
  for (const column of boardColumns(format)) for (const row of rows) expectNoOther(column, row);
});

it("and so does a cell of the streams' table", () => {
  for (const column of boardGroupColumns(format))
    for (const row of createGrouper()(rows)) expectNoOther(column, row);
});

/** The line of the last hour asks for itself. */
function expectNoOther<Row extends object>(column: Column<Row>, row: Row): void {
  if (!column.reads || column.isOnlySeen) return;
  const read = new Set<string | symbol>();
  const watched = new Proxy(row, {
    get: (of, key) => {
      read.add(key);
      return Reflect.get(of, key);
    },
  });
  column.text(watched);
  for (const isBelow of [false, true]) renderToStaticMarkup(column.cell(watched, isBelow));
  const others = [...read].filter((key) => !column.reads?.some((known) => known === key));
  expect({ column: column.id, others }).toEqual({ column: column.id, others: [] });
}
