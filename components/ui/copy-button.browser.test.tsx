import { describe, expect, it, vi } from "vitest";
import { render } from "vitest-browser-react";
import { CopyButton, CopyInline } from "./copy-button";

describe("a copy button", () => {
  it("copies the text as it is at that moment, and says so", async () => {
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    const screen = await render(<CopyButton label="Copy report" text={() => "DNS ok"} />);
    await screen.getByRole("button", { name: "Copy report" }).click();
    await expect.element(screen.getByRole("status")).toHaveTextContent("Copied");
    expect(write).toHaveBeenCalledWith("DNS ok");
  });

  it("says when the browser does not allow it", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
    const screen = await render(<CopyButton label="Copy report" text={() => "DNS ok"} />);
    await screen.getByRole("button", { name: "Copy report" }).click();
    await expect.element(screen.getByRole("status")).toHaveTextContent(/did not let/);
  });
});

describe("a copy button inside a line", () => {
  it("is named after what it copies, and says that it did", async () => {
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    const screen = await render(<CopyInline label="Copy path" text={() => "config.subjects[0]"} />);
    await screen.getByRole("button", { name: "Copy path" }).click();
    await expect.element(screen.getByRole("status")).toHaveTextContent("Copied");
    expect(write).toHaveBeenCalledWith("config.subjects[0]");
  });
});
