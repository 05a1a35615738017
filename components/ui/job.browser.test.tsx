import { describe, expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { Button } from "./button";
import { JobView } from "./job-view";
import { type Job, type JobTeller, useJob } from "./use-job";

const running: Job = {
  title: "Export of ORDERS",
  doneUnits: 0,
  totalUnits: 1_000,
  unit: "rows",
  startedMs: 0,
  state: "running",
};

describe("a job", () => {
  it("says aloud its start, each quarter and its end, and nothing between", async () => {
    const screen = await render(<Shown job={running} />);
    const status = screen.getByRole("status");
    await expect.element(status).toHaveTextContent("Export of ORDERS: started");
    await screen.rerender(<Shown job={{ ...running, doneUnits: 260 }} />);
    await expect.element(status).toHaveTextContent("Export of ORDERS: 25%");
    await screen.rerender(<Shown job={{ ...running, doneUnits: 490 }} />);
    await expect.element(status).toHaveTextContent("Export of ORDERS: 25%");
    await screen.rerender(<Shown job={{ ...running, doneUnits: 1_000, state: "done" }} />);
    await expect.element(status).toHaveTextContent("Export of ORDERS: done");
  });

  it("shows how much, how fast, and how long it took", async () => {
    const done: Job = { ...running, doneUnits: 1_000, endedMs: 2_000, state: "done" };
    const screen = await render(<Shown job={done} />);
    await expect.element(screen.getByText("1,000 rows · 500/s · in 2 s")).toBeVisible();
  });

  it("shows how far it is, and what time is left", async () => {
    const now = { ...running, startedMs: Date.now() - 10_000, doneUnits: 250 };
    const screen = await render(<Shown job={now} />);
    await expect
      .element(screen.getByRole("progressbar", { name: "Export of ORDERS" }))
      .toHaveAttribute("value", "250");
    await expect
      .element(screen.getByText(/^250 of 1,000 rows · 2\d(\.\d)?\/s · \d+ s left$/))
      .toBeVisible();
  });

  it("is cancelled through its signal, stays to be read, and is dismissed", async () => {
    const screen = await render(<Runner work={untilStopped} />);
    await screen.getByRole("button", { name: "Start" }).click();
    await expect.element(screen.getByText(/3 of 10 rows/)).toBeVisible();
    await screen.getByRole("button", { name: "Cancel Export" }).click();
    await expect.element(screen.getByRole("status")).toHaveTextContent("Export: cancelled");
    await screen.getByRole("button", { name: "Dismiss Export" }).click();
    await expect.element(screen.getByRole("region")).not.toBeInTheDocument();
  });

  it("that fails says why", async () => {
    const screen = await render(<Runner work={() => Promise.reject(new Error("no leader"))} />);
    await screen.getByRole("button", { name: "Start" }).click();
    await expect.element(screen.getByText("It stopped: no leader")).toBeVisible();
    await expect.element(screen.getByRole("status")).toHaveTextContent("Export: failed");
  });

  it("that is done shows what came of it", async () => {
    const screen = await render(<Runner work={() => Promise.resolve("10 rows in orders.csv")} />);
    await screen.getByRole("button", { name: "Start" }).click();
    await expect.element(screen.getByText("10 rows in orders.csv")).toBeVisible();
  });
});

function Shown({ job }: { job: Job }) {
  return <JobView job={job} onCancel={() => undefined} onDismiss={() => undefined} />;
}

function untilStopped({ signal, tell }: JobTeller): Promise<string> {
  tell(3);
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

function Runner({ work }: { work: (teller: JobTeller) => Promise<string> }) {
  const { job, run, cancel, dismiss } = useJob(
    (error) => `It stopped: ${(error as Error).message}`,
  );
  const start = { title: "Export", unit: "rows", totalUnits: 10 };
  return (
    <>
      <Button onClick={() => run(start, work)}>Start</Button>
      {job && <JobView job={job} onCancel={cancel} onDismiss={dismiss} />}
    </>
  );
}
