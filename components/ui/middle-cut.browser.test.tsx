import { expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { MiddleCut } from "./middle-cut";

it.each([
  ["a short name", "Embedded server"],
  ["a name from right to left, however long", "שלום עולם, שלום עולם, שלום עולם (prod)"],
])("%s stands in one piece", async (_what, name) => {
  const screen = await render(<MiddleCut text={name} />);
  await expect.element(screen.getByText(name, { exact: true })).toBeVisible();
  expect(screen.container.querySelector("bdi")?.textContent).toBe(name);
});

it("a long name keeps its end where room is short", async () => {
  const screen = await render(
    <div style={{ width: 120, display: "flex" }}>
      <MiddleCut text="payments-worker-of-the-north-00042" />
    </div>,
  );
  const end = screen.getByText("th-00042");
  await expect.element(end).toBeVisible();
  expect(end.element().getBoundingClientRect().right).toBeLessThanOrEqual(121);
});
