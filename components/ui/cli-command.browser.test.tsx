import { expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import { CliCommand } from "./cli-command";

it("T45: the command that is shown is the one that is copied, and a name in it is only a name", async () => {
  const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const words = ["nats", "stream", "info", "a'b\u001b]0;x\n$(id)"];
  const screen = await render(<CliCommand words={words} />);
  const safe = String.raw`nats stream info 'a'\''b]0;x$(id)'`;
  await expect.element(screen.getByRole("region", { name: "Same as" })).toHaveTextContent(safe);
  await expect.element(screen.getByText(/left out here/)).toBeVisible();
  await screen.getByRole("button", { name: "Copy command" }).click();
  expect(write).toHaveBeenCalledWith(safe);
});
