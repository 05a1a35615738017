import { describe, expect, it } from "vitest";
import { render } from "vitest-browser-react";
import { Fold } from "./fold";

describe("a folded part", () => {
  it("says what it holds, and shows it when opened", async () => {
    const screen = await render(
      <Fold title="TLS" holds="own CA">
        <p>Certificates</p>
      </Fold>,
    );
    await expect.element(screen.getByText("own CA")).toBeVisible();
    await expect.element(screen.getByText("Certificates")).not.toBeVisible();
    await screen.getByText("TLS").click();
    await expect.element(screen.getByText("Certificates")).toBeVisible();
  });

  it("opens for a fault inside, and does not close under the hands that mend it", async () => {
    const screen = await render(<Certificates isOpen={false} />);
    await screen.rerender(<Certificates isOpen />);
    await expect.element(screen.getByText("Certificates")).toBeVisible();
    await screen.rerender(<Certificates isOpen={false} />);
    await expect.element(screen.getByText("Certificates")).toBeVisible();
  });
});

function Certificates({ isOpen }: { isOpen: boolean }) {
  return (
    <Fold title="TLS" holds="own CA" isOpen={isOpen}>
      <p>Certificates</p>
    </Fold>
  );
}
