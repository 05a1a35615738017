import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { beforeEach, expect, it } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { BulkPlan, BulkRow, BulkTally, BulkWhich } from "@/lib/model/kv-bulk";
import { BulkSteps } from "./bulk-steps";
import type { Bulk, BulkState } from "./use-bulk";

const now = {
  ...{ revision: 7n, timeNs: 0n, operation: { kind: "put" as const }, sizeBytes: 3 },
  preview: "old",
};
const rows: BulkRow[] = [
  { no: 0, key: "made", fate: "created", now: undefined, next: { sizeBytes: 4, preview: "nova" } },
  { no: 1, key: "over", fate: "changed", now, next: { sizeBytes: 3, preview: "new" } },
  {
    no: 2,
    key: "",
    line: 9,
    fate: "refused",
    now: undefined,
    next: undefined,
    why: "It is no JSON.",
  },
];
const plan: BulkPlan = {
  counts: { created: 1, changed: 1, deleted: 0, purged: 0, same: 0, refused: 1 },
  ...{ bytes: 7, differing: 1, replaced: 0, ttlsLost: 0, ttlsKept: 0 },
};
const done: BulkTally = {
  ...{ total: 2, done: 1, failed: 1, left: 0, readBack: 1, unknown: 1, isWaiting: false },
};
const failed: BulkRow = {
  ...{ no: 1, key: "over", fate: "changed", now, next: undefined },
  outcome: { state: "failed", isUnknown: true, why: "No answer came." },
};

function rowsOf(which: BulkWhich): BulkRow[] {
  if (which === "failed") return [failed];
  return rows.filter(({ fate }) => fate === which);
}

/** A plan that stands there, and what is asked of it. */
function Steps({ first, isOver }: { first: BulkState; isOver: boolean }) {
  const [client] = useState(() => new QueryClient());
  const [said, setSaid] = useState("");
  const nothing = () => undefined;
  const bulk: Bulk = {
    state: first,
    session: {
      plan: () => new Promise(() => undefined),
      list: async (which) => ({
        ok: true,
        value: { rows: rowsOf(which), total: rowsOf(which).length },
      }),
      run: () => new Promise(() => undefined),
      stop: nothing,
      report: async () => new Blob(["report"]),
      close: nothing,
    },
    plan: nothing,
    run: (isOverwriting) => setSaid(`run, over ${isOverwriting}`),
    stop: () => setSaid("stopped"),
    reset: nothing,
  };
  return (
    <QueryClientProvider client={client}>
      <BulkSteps
        {...{ connectionId: "c", bulk, kind: "import", title: "Import into B" }}
        isOverwriting={isOver}
        onClose={(wasRun) => setSaid(`closed, run ${wasRun}`)}
      />
      <output aria-label="said">{said}</output>
    </QueryClientProvider>
  );
}

beforeEach(() => page.viewport(1_200, 900));

const planned: BulkState = { step: "planned", plan };

it("a plan says what would become of each key, and writes nothing over before that is chosen", async () => {
  const screen = await render(<Steps first={planned} isOver={false} />);
  await expect
    .element(screen.getByText("1 would be created, 1 left as they are, 1 refused."))
    .toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Write 1 key" })).toBeVisible();
  await expect.element(screen.getByText("4 B: nova")).toBeVisible();
  await screen.getByText("Refused 1").click();
  await expect.element(screen.getByText("line 9")).toBeVisible();
  await expect.element(screen.getByText("It is no JSON.")).toBeVisible();
});

it("written over is what differs, and it is begun by one press", async () => {
  const screen = await render(<Steps first={planned} isOver={true} />);
  await screen.getByText("Changed 1").click();
  await expect.element(screen.getByText("revision 7, 3 B: old")).toBeVisible();
  await screen.getByRole("button", { name: "Write 2 keys" }).click();
  await expect.element(screen.getByLabelText("said")).toHaveTextContent("run, over true");
});

it("a run tells its counts, can be called off, and ends with a report by key", async () => {
  const tally = { ...done, done: 1, failed: 0, left: 1, isWaiting: true };
  const running: BulkState = { step: "running", plan, tally, startedMs: Date.now() };
  const first = await render(<Steps first={running} isOver={true} />);
  await expect.element(first.getByText("1 done · 0 failed · 1 left")).toBeVisible();
  await expect.element(first.getByText(/There is no connection to NATS/)).toBeVisible();
  await first.getByRole("button", { name: "Cancel Import into B" }).click();
  await expect.element(first.getByLabelText("said")).toHaveTextContent("stopped");
  await first.unmount();
  const ended: BulkState = { step: "ended", plan, tally: done, startedMs: 0, endedMs: 2_000 };
  const last = await render(<Steps first={ended} isOver={true} />);
  await expect
    .element(
      last.getByText(
        /1 key written\. Of 1 the answer was lost: they were read back\. 1 failed\. Of 1 of these nobody knows/,
      ),
    )
    .toBeVisible();
  await expect.element(last.getByText("No answer came.")).toBeVisible();
  await last.getByRole("button", { name: "Close" }).click();
  await expect.element(last.getByLabelText("said")).toHaveTextContent("closed, run true");
});
