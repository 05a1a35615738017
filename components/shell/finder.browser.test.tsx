import { expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { Finder } from "./finder";

const orders = { item: { id: "ORDERS", text: "ORDERS" }, ranges: [] };

function Found({ hits, onChoose }: { hits: (typeof orders)[]; onChoose: () => void }) {
  return (
    <Finder
      {...{ label: "Find", placeholder: "Find", query: "", hits, onChoose, empty: "Reading." }}
      onQuery={() => undefined}
      onClose={() => undefined}
      row={({ item }) => item.text}
    />
  );
}

it("takes an Enter that comes before there is something to choose", async () => {
  const onChoose = vi.fn();
  const screen = await render(<Found hits={[]} onChoose={onChoose} />);
  await expect.element(screen.getByRole("combobox")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(onChoose).not.toHaveBeenCalled();
  await screen.rerender(<Found hits={[orders]} onChoose={onChoose} />);
  await expect.poll(() => onChoose.mock.calls).toEqual([[orders.item]]);
  await screen.rerender(<Found hits={[{ ...orders }]} onChoose={onChoose} />);
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => onChoose.mock.calls.length).toBe(2);
});
