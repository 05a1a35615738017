import { beforeEach, describe, expect, it, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import "@/app/globals.css";
import { PayloadView } from "./payload-view";

const write = vi.spyOn(navigator.clipboard, "writeText");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const png = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  ),
  (letter) => letter.charCodeAt(0),
);

beforeEach(async () => {
  write.mockReset().mockResolvedValue();
  await page.viewport(1_200, 800);
});

describe("a payload", () => {
  it("that is JSON is shown as a tree at first, and as text and hex when asked, by keyboard", async () => {
    const screen = await render(
      <PayloadView name="m" bytes={bytesOf('{"id":18446744073709551615}')} />,
    );
    await expect
      .element(screen.getByRole("tab", { name: "JSON" }))
      .toHaveAttribute("aria-selected", "true");
    await expect
      .element(screen.getByRole("treeitem", { name: /id: 18446744073709551615/ }))
      .toBeVisible();
    await screen.getByRole("tab", { name: "JSON" }).click();
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(screen.getByRole("tab", { name: "Text" })).toHaveFocus();
    await expect
      .element(screen.getByRole("tabpanel"))
      .toHaveTextContent('{"id":18446744073709551615}');
    await userEvent.keyboard("{ArrowRight}");
    await expect.element(screen.getByRole("tabpanel")).toHaveTextContent("00000000");
  });

  it.each([
    ["<svg xmlns='http://www.w3.org/2000/svg' onload='window.owned=1'/>"],
    [
      "<html><meta http-equiv=refresh content='0;url=//evil.example'><script>window.owned=1</script>",
    ],
    ["GIF\u0000/*<img src=x onerror=window.owned=1>*/"],
    ["javascript:window.owned=1 https://evil.example"],
  ])("T05: %j is only text: nothing is run, loaded or linked", async (text) => {
    const screen = await render(<PayloadView name="m" bytes={bytesOf(text)} />);
    await screen.getByRole("tab", { name: "Text" }).click();
    await expect.element(screen.getByRole("tabpanel")).toHaveTextContent(/owned/);
    expect(
      screen.container.querySelectorAll("img, svg[onload], a, iframe, meta, script"),
    ).toHaveLength(0);
    expect("owned" in window).toBe(false);
  });

  it("T05: that is a picture is drawn from memory, and one that is cut off is said to be", async () => {
    const screen = await render(<PayloadView name="m" bytes={png} />);
    const image = screen.getByRole("img", { name: "The payload, PNG" });
    await expect.element(image).toBeVisible();
    await expect.poll(() => (image.element() as HTMLImageElement).naturalWidth).toBe(1);
    expect((image.element() as HTMLImageElement).src).toMatch(/^blob:/);
    await screen.rerender(<PayloadView name="m" bytes={png.slice(0, 20)} key="cut" />);
    await expect.element(screen.getByText(/can't draw it/)).toBeVisible();
  });

  it("that is binary is named, shown in hex, and its text says how much is no UTF-8", async () => {
    const bytes = Uint8Array.from([0x1f, 0x8b, 0x08, 0, 0xff, 0xfe]);
    const screen = await render(<PayloadView name="m" bytes={bytes} />);
    await expect.element(screen.getByText("6 B · gzip")).toBeVisible();
    await expect.element(screen.getByText("1f 8b 08 00 ff fe")).toBeVisible();
    await screen.getByRole("tab", { name: "Text" }).click();
    await expect.element(screen.getByText("3 places are no UTF-8: there stands �.")).toBeVisible();
  });

  it("that is large waits for a click, and 8 MiB of one line are shown at once", async () => {
    const bytes = new Uint8Array(8 * 1_024 * 1_024).fill(120);
    bytes.set(bytesOf("begin "));
    const screen = await render(<PayloadView name="m" bytes={bytes} />);
    await expect.element(screen.getByRole("tablist")).not.toBeInTheDocument();
    const fromMs = performance.now();
    await screen.getByRole("button", { name: "Show 8 MiB" }).click();
    await expect.element(screen.getByText(/^begin x+/)).toBeVisible();
    await screen.getByRole("tab", { name: "Hex" }).click();
    await expect.element(screen.getByText("00000000")).toBeVisible();
    expect(performance.now() - fromMs).toBeLessThan(2_000);
    expect(screen.container.querySelectorAll("*").length).toBeLessThan(1_000);
  });

  it("is copied as text and as base64", async () => {
    const screen = await render(<PayloadView name="m" bytes={bytesOf("Größe")} />);
    await screen.getByRole("button", { name: "Copy payload" }).click();
    await screen.getByRole("menuitem", { name: "As base64" }).click();
    expect(write).toHaveBeenLastCalledWith("R3LDtsOfZQ==");
    await screen.getByRole("button", { name: "Copy payload" }).click();
    await screen.getByRole("menuitem", { name: "As text" }).click();
    expect(write).toHaveBeenLastCalledWith("Größe");
  });

  it("T39: is downloaded as bytes, by a name that is only a name", async () => {
    const blobs: Blob[] = [];
    const create = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return "blob:none";
    });
    const names: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(this.download);
    });
    const screen = await render(<PayloadView name={"../a\u202e\r\nb"} bytes={bytesOf("<b>")} />);
    await screen.getByRole("button", { name: "Download payload" }).click();
    expect(names).toEqual(["ab.txt"]);
    expect(blobs.map((blob) => blob.type)).toEqual(["application/octet-stream"]);
    create.mockRestore();
    click.mockRestore();
  });
});
