import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import { type QueryFacts, QueryState } from "./query-state";

const failure = { title: "Streams could not be read", detail: "No answer in time." };
const nothing: QueryFacts<string[]> = { data: undefined, readMs: 0, error: undefined };

describe("what was asked for", () => {
  it("says that it is on its way, in the room that it will take", async () => {
    const screen = await render(<Streams state={nothing} />);
    await expect.element(screen.getByRole("status")).toHaveTextContent("Loading");
    await expect.element(screen.getByText("(room)")).toBeInTheDocument();
  });

  it("says why it could not be read, and asks again", async () => {
    const retry = vi.fn();
    const screen = await render(<Streams state={{ ...nothing, error: failure, retry }} />);
    await expect.element(screen.getByRole("alert")).toHaveTextContent(failure.title);
    await screen.getByRole("button", { name: "Try again" }).click();
    expect(retry).toHaveBeenCalledOnce();
  });

  it("offers no second try where none can help", async () => {
    const error = { ...failure, canRetry: false };
    const screen = await render(<Streams state={{ ...nothing, error, retry: () => undefined }} />);
    await expect.element(screen.getByRole("alert")).toBeVisible();
    await expect.element(screen.getByRole("button")).not.toBeInTheDocument();
  });

  it("says what to do where there is nothing", async () => {
    const screen = await render(<Streams state={{ ...nothing, data: [] }} />);
    await expect.element(screen.getByText("No stream yet")).toBeVisible();
  });

  it("R20: keeps what was read before on screen under an error, with its age", async () => {
    const state = { data: ["ORDERS"], readMs: Date.now() - 65_000, error: failure };
    const screen = await render(<Streams state={state} />);
    await expect.element(screen.getByRole("alert")).toBeVisible();
    await expect.element(screen.getByText("ORDERS")).toBeVisible();
    await expect.element(screen.getByText("Below is what was known 1 min ago.")).toBeVisible();
  });
});

function Streams({ state }: { state: QueryFacts<string[]> }) {
  return (
    <QueryState
      state={state}
      skeleton="(room)"
      isEmpty={(names) => names.length === 0}
      empty="No stream yet"
    >
      {(names) => names.join()}
    </QueryState>
  );
}
