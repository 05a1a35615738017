import { NuqsAdapter } from "nuqs/adapters/react";
import { useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Column } from "@/components/ui/table/column";
import { DataTable } from "@/components/ui/table/data-table";
import { useTableView } from "@/components/ui/table/use-table-view";

type Stream = { name: string; subject: string; storage: string; messages: bigint; rate: number };

const columns: Column<Stream>[] = [
  {
    id: "name",
    head: "Name",
    width: 240,
    isRowHeader: true,
    sortBy: (row) => row.name,
    cell: (row) => <span className="block truncate">{row.name}</span>,
    text: (row) => row.name,
  },
  {
    id: "subjects",
    head: "Subjects",
    width: 220,
    sortBy: (row) => row.subject,
    cell: (row) => <span className="block truncate font-mono text-small">{row.subject}</span>,
    text: (row) => row.subject,
  },
  numeric("messages", "Messages", (row) => row.messages),
  numeric("rate", "In", (row) => row.rate, "/s"),
  numeric("bytes", "Bytes", (row) => row.messages * 128n),
  {
    id: "storage",
    head: "Storage",
    width: 110,
    small: "beside",
    sortBy: (row) => row.storage,
    cell: (row) => row.storage,
    text: (row) => row.storage,
    filterBy: (row) => row.storage,
  },
];

function numeric(
  id: string,
  head: string,
  of: (row: Stream) => number | bigint,
  unit?: string,
): Column<Stream> {
  const text = (row: Stream) => of(row).toLocaleString("en");
  const width = 130;
  return {
    id,
    head,
    ...(unit && { unit }),
    align: "end",
    width,
    sortBy: of,
    cell: text,
    text,
    value: of,
  };
}

function makeRows(count: number): Stream[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `stream-${String(index).padStart(6, "0")}`,
    subject: `orders.${index % 97}.region-${index % 13}.>`,
    storage: index % 5 === 0 ? "memory" : "file",
    messages: BigInt((index * 7_919) % 1_000_003),
    rate: (index * 31) % 5_003,
  }));
}

/** A tenth of a second later: some rows say something else, the others are the same objects. */
function move(rows: readonly Stream[], beat: number, changes: number): Stream[] {
  const next = rows.slice();
  for (let change = 0; change < changes; change++) {
    const place = (beat * 37 + change * 101) % rows.length;
    const row = next[place];
    if (row)
      next[place] = { ...row, messages: row.messages + 3n, rate: (row.rate * 7 + beat) % 5_003 };
  }
  return next;
}

function Page({ count, changes }: { count: number; changes: number }) {
  const [rows, setRows] = useState(() => makeRows(count));
  const view = useTableView({ sort: "-rate" });
  useEffect(() => {
    let beat = 0;
    const timer = setInterval(() => setRows((now) => move(now, ++beat, changes)), 100);
    return () => clearInterval(timer);
  }, [changes]);
  return (
    <main style={{ padding: 16 }}>
      <DataTable
        name="Streams"
        noun="stream"
        rows={rows}
        columns={columns}
        rowId={(row) => row.name}
        view={view}
        actions={[]}
        emptyFace="No stream"
      />
    </main>
  );
}

const frames = {
  /** Draws so many rows, of which so many change ten times a second; free rows may move under the pointer. */
  async drawTable(count: number, changes: number, isFree = false): Promise<void> {
    const root = document.createElement("div");
    // The pointer is over the table, and would hold its rows.
    if (isFree) root.style.pointerEvents = "none";
    document.body.append(root);
    createRoot(root).render(
      <NuqsAdapter>
        <Page count={count} changes={changes} />
      </NuqsAdapter>,
    );
    while (!document.querySelector("tbody tr")) await nextFrame();
  },

  /** A box that scrolls, with nothing in it. */
  drawBlank(heightPx: number): void {
    const box = document.createElement("div");
    box.style.cssText = "height: 600px; overflow: auto";
    const inside = document.createElement("div");
    inside.style.height = `${heightPx}px`;
    box.append(inside);
    document.body.append(box);
  },

  /** Scrolls at the pace of a quick wheel, and says how far apart frames were. */
  async scroll(spanMs: number) {
    const box = document.querySelector("table")?.parentElement ?? document.querySelector("div");
    if (!box) throw new Error("Nothing to scroll.");
    const gaps: number[] = [];
    let lastMs = await nextFrame();
    const endMs = lastMs + spanMs;
    while (lastMs < endMs) {
      box.scrollTop += 120;
      const nowMs = await nextFrame();
      gaps.push(nowMs - lastMs);
      lastMs = nowMs;
    }
    if (box.scrollTop < 1_000) throw new Error("It did not scroll.");
    gaps.sort((a, b) => a - b);
    const at = (share: number) => gaps[Math.floor((gaps.length - 1) * share)] ?? Number.NaN;
    return { p95Ms: at(0.95), medianMs: at(0.5), worstMs: at(1) };
  },
};
Object.assign(globalThis, { frames });

function nextFrame(): Promise<number> {
  return new Promise((settle) => requestAnimationFrame(settle));
}
