import { useState } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { Split } from "./split";

beforeEach(async () => {
  sessionStorage.clear();
  await page.viewport(1_200, 700);
});

describe("a detail beside its list", () => {
  it("opened by Enter takes the focus, and Escape gives it back to the row", async () => {
    const screen = await render(<Streams />);
    const row = screen.getByRole("button", { name: "ORDERS 2", exact: true });
    await userEvent.tab();
    await userEvent.tab();
    await expect.element(row).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByRole("region", { name: "ORDERS 2" })).toBeVisible();
    await expect.element(screen.getByRole("heading", { name: "ORDERS 2" })).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("region")).not.toBeInTheDocument();
    await expect.element(row).toHaveFocus();
  });

  it("opened by a click leaves the focus on the row", async () => {
    const screen = await render(<Streams />);
    const row = screen.getByRole("button", { name: "ORDERS 3", exact: true });
    await row.click();
    await expect.element(screen.getByRole("region", { name: "ORDERS 3" })).toBeVisible();
    await expect.element(row).toHaveFocus();
  });

  it("is resized by keyboard within bounds, and its width is kept", async () => {
    const screen = await render(<Streams />);
    await screen.getByRole("button", { name: "ORDERS 1", exact: true }).click();
    const handle = screen.getByRole("separator", { name: "Width of the list" });
    await expect.element(handle).toHaveAttribute("aria-valuenow", "55");
    const before = handle.element().getBoundingClientRect().left;
    (handle.element() as HTMLElement).focus();
    await userEvent.keyboard("{ArrowLeft}");
    await expect.element(handle).toHaveAttribute("aria-valuenow", "53");
    expect(handle.element().getBoundingClientRect().left).toBeLessThan(before);
    await userEvent.keyboard("{Home}{ArrowLeft}");
    await expect.element(handle).toHaveAttribute("aria-valuenow", "25");
    await userEvent.keyboard("{End}");
    await expect.element(handle).toHaveAttribute("aria-valuenow", "75");

    await screen.unmount();
    const again = await render(<Streams />);
    await again.getByRole("button", { name: "ORDERS 1", exact: true }).click();
    const kept = again.getByRole("separator");
    await expect.element(kept).toHaveAttribute("aria-valuenow", "75");
    await userEvent.dblClick(kept);
    await expect.element(kept).toHaveAttribute("aria-valuenow", "55");
  });

  it("is resized by the pointer", async () => {
    const screen = await render(<Streams />);
    await screen.getByRole("button", { name: "ORDERS 1", exact: true }).click();
    const handle = screen.getByRole("separator");
    const left = screen.getByRole("list").element();
    await userEvent.dragAndDrop(handle, left, { targetPosition: { x: 400, y: 50 } });
    await expect.element(handle).toHaveAttribute("aria-valuenow", "33");
  });

  it("leaves the list where it was scrolled to", async () => {
    const screen = await render(<Streams />);
    const list = screen.getByRole("list").element();
    list.scrollTop = 900;
    const row = screen.getByRole("button", { name: "ORDERS 40" });
    await row.click();
    await expect.element(screen.getByRole("region", { name: "ORDERS 40" })).toBeVisible();
    const scrolled = list.scrollTop;
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("region")).not.toBeInTheDocument();
    expect(list.scrollTop).toBe(scrolled);
    expect(scrolled).toBeGreaterThan(600);
  });

  it("holds the row where it is in the window, though what stands above it becomes higher", async () => {
    const screen = await render(
      <Split {...opened(false)}>
        <Tall />
      </Split>,
    );
    const row = screen.getByRole("button", { name: "RING" });
    row.element().scrollIntoView({ block: "center" });
    const before = row.element().getBoundingClientRect().top;
    await row.click();
    await screen.rerender(
      <Split {...opened(true)}>
        <Tall />
      </Split>,
    );
    await expect.element(screen.getByRole("region", { name: "RING" })).toBeVisible();
    expect(row.element().getBoundingClientRect().top).toBeCloseTo(before, 0);

    await userEvent.keyboard("x");
    await screen.rerender(
      <Split {...opened(false)}>
        <Tall />
      </Split>,
    );
    await expect.element(screen.getByRole("region")).not.toBeInTheDocument();
    expect(row.element().getBoundingClientRect().top).toBeCloseTo(before, 0);
  });

  it("covers the list on a narrow screen, and Back leads to it", async () => {
    await page.viewport(390, 844);
    const screen = await render(<Streams />);
    await screen.getByRole("button", { name: "ORDERS 1", exact: true }).click();
    const region = screen.getByRole("region");
    await expect.element(region).toBeVisible();
    expect(region.element().getBoundingClientRect().width).toBe(390);
    await expect.element(screen.getByRole("separator")).not.toBeInTheDocument();
    await screen.getByRole("button", { name: "Back" }).click();
    await expect
      .element(screen.getByRole("button", { name: "ORDERS 1", exact: true }))
      .toHaveFocus();
  });
});

function opened(isOpen: boolean) {
  const detail = isOpen ? { id: "RING", title: "RING", content: "100 messages" } : undefined;
  return { detail, onClose: () => undefined, storageKey: "tall" };
}

/** Half as wide it is twice as high. */
function Tall() {
  return (
    <div className="@container">
      <div className="h-[600px] @max-3xl:h-[1200px]" />
      <ul>
        <li>
          <button type="button" aria-current="true">
            RING
          </button>
        </li>
      </ul>
      <div className="h-[900px]" />
    </div>
  );
}

const names = Array.from({ length: 100 }, (_, index) => `ORDERS ${index + 1}`);

function Streams() {
  const [open, setOpen] = useState<string>();
  return (
    <Split
      detail={open === undefined ? undefined : { id: open, title: open, content: "1,204 messages" }}
      onClose={() => setOpen(undefined)}
      storageKey="streams"
    >
      <ul className="h-96 overflow-y-auto">
        {names.map((name) => (
          <li key={name}>
            <button type="button" className="h-8" onClick={() => setOpen(name)}>
              {name}
            </button>
          </li>
        ))}
      </ul>
    </Split>
  );
}
