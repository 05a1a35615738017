import { expect, it } from "vitest";
import type { Column } from "./column";
import { exportRows } from "./export-rows";

type Row = { name: string; messages: bigint };

const columns: Column<Row>[] = [
  { id: "name", head: "Name", width: 1, cell: () => "", text: (row) => row.name },
  {
    id: "messages",
    head: "Messages",
    width: 1,
    cell: () => "",
    text: (row) => `${row.messages}`,
    value: (row) => row.messages,
  },
];
const rows: Row[] = [
  { name: "=SUM(A1)", messages: 18_446_744_073_709_551_615n },
  { name: 'a,"b"', messages: 0n },
];
const plain = { columns, onProgress: () => undefined, signal: new AbortController().signal };

it("T44: CSV has the columns shown, and no formula", async () => {
  const file = await exportRows({ ...plain, format: "csv", rows });
  expect(await file?.text()).toBe(
    'Name,Messages\r\n\'=SUM(A1),18446744073709551615\r\n"a,""b""",0\r\n',
  );
});

it("JSON lines keep every digit", async () => {
  const file = await exportRows({ ...plain, format: "jsonl", rows });
  expect(await file?.text()).toBe(
    '{"name":"=SUM(A1)","messages":18446744073709551615}\n{"name":"a,\\"b\\"","messages":0}\n',
  );
});

it("can be called off in the middle of 100,000 rows", async () => {
  const stop = new AbortController();
  const all = Array.from({ length: 100_000 }, () => rows[0] as Row);
  const shares: number[] = [];
  const onProgress = (share: number) => {
    shares.push(share);
    stop.abort();
  };
  const file = await exportRows({
    format: "csv",
    rows: all,
    columns,
    onProgress,
    signal: stop.signal,
  });
  expect(file).toBeUndefined();
  expect(shares).toHaveLength(1);
});
