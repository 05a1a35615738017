import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import type { Trouble } from "@/lib/model/trouble";
import { TroubleList } from "./trouble-list";

// Next.js's own runs only inside Next.js, and nothing here leads anywhere.
// What stands for it is itself the module, as that is built.
vi.mock("next/link", async () => {
  const { createElement, memo } = await import("react");
  return memo(({ prefetch: _, ...rest }: { prefetch?: boolean }) => createElement("a", rest));
});

const full: Trouble = {
  ...{ id: "streams full trouble", severity: "trouble", title: "7 streams refuse new messages" },
  detail: "They are at their limits.",
};

describe("what needs attention", () => {
  it("says that nothing is wrong only while it is looked at [R02]", async () => {
    const screen = await render(
      <TroubleList connectionId="lab" troubles={[]} calm="JetStream answers." />,
    );
    await expect.element(screen.getByText("Nothing is wrong.")).toBeVisible();
    await screen.rerender(
      <TroubleList
        connectionId="lab"
        troubles={[]}
        calm="JetStream answers."
        staleAge="20 s ago"
      />,
    );
    await expect.element(screen.getByText("How it is now is not known.")).toBeVisible();
    await expect.element(screen.getByText("Nothing was wrong 20 s ago.")).toBeVisible();
    await expect.element(screen.getByText("Nothing is wrong.")).not.toBeInTheDocument();
  });

  it("keeps what was wrong, with its age", async () => {
    const screen = await render(
      <TroubleList connectionId="lab" troubles={[full]} calm="" staleAge="20 s ago" />,
    );
    await expect.element(screen.getByText("This was so 20 s ago:")).toBeVisible();
    await expect.element(screen.getByText("7 streams refuse new messages")).toBeVisible();
  });

  it("leads to the consumer that is behind, or to all of its kind on the board", async () => {
    const one: Trouble = {
      ...{ id: "consumer S c", severity: "attention", title: "c is 4 min behind", detail: "" },
      about: { stream: "S", consumer: "c/d" },
    };
    const many: Trouble = { ...one, id: "consumers", about: { heldBy: "nobody-pulls" } };
    const screen = await render(<TroubleList connectionId="lab" troubles={[one, many]} calm="" />);
    await expect
      .element(screen.getByRole("link", { name: "Open consumer" }))
      .toHaveAttribute("href", "/c/lab/streams/S/consumers/c%2Fd");
    await expect
      .element(screen.getByRole("link", { name: "Show them" }))
      .toHaveAttribute("href", "/c/lab/consumers?cause=nobody-pulls");
    await expect.element(screen.getByText("Open stream")).not.toBeInTheDocument();
  });
});
