import type { ComponentProps } from "react";
import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import type { Trouble } from "@/lib/model/trouble";
import { TroubleList } from "./trouble-list";

// Next.js's own runs only inside Next.js.
vi.mock("next/link", () => ({
  __esModule: true,
  default: ({ prefetch: _, ...rest }: ComponentProps<"a"> & { prefetch: boolean }) => (
    <a {...rest} />
  ),
}));

const full: Trouble = {
  ...{ id: "streams full trouble", severity: "trouble", title: "7 streams refuse new messages" },
  detail: "They are at their limits.",
  about: { streams: ["A", "B", "C", "D", "E", "F", "G"] },
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

  it("leads to some of many streams, and says how many more there are", async () => {
    const screen = await render(<TroubleList connectionId="lab" troubles={[full]} calm="" />);
    await expect
      .element(screen.getByRole("link", { name: "E", exact: true }))
      .toHaveAttribute("href", "/c/lab?stream=E");
    expect(screen.getByRole("link").elements()).toHaveLength(5);
    await expect.element(screen.getByText(/and 2 more/)).toBeVisible();
  });
});
