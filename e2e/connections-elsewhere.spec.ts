import type { Page } from "@playwright/test";
import { startServer } from "@/lib/testing/servers";
import { expect, test } from "./fixtures";

/** Saves a connection, to where nobody listens unless told otherwise, and gives its id. */
async function add(page: Page, label: string, url = "nats://127.0.0.1:1"): Promise<string> {
  await page.goto("/connections?add");
  await page.getByLabel("Name", { exact: true }).fill(label);
  await page.getByLabel("URLs").fill(url);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(/row=/);
  return new URL(page.url()).searchParams.get("row") ?? "";
}

async function remove(page: Page, id: string): Promise<void> {
  const answer = await page.request.delete(`/api/connections/${id}`, {
    headers: {
      Origin: new URL(page.url()).origin,
      "X-Requested-By": "natsight",
      "Content-Type": "application/json",
    },
    data: {},
  });
  expect(answer.status()).toBe(204);
}

test("what another tab has saved is not written over unasked", async ({ page, context }) => {
  const id = await add(page, "Two tabs");
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`/connections?edit=${id}`);
    await expect(tab.getByLabel("Name", { exact: true })).toHaveValue("Two tabs");
  }
  await page.getByLabel("Name", { exact: true }).fill("Two tabs, renamed");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Two tabs, renamed/ })).toBeVisible();

  await other.getByLabel("Colour").selectOption("teal");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("alert").filter({ hasText: "changed elsewhere" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Two tabs, renamed/ })).toBeVisible();

  const review = other.getByRole("dialog", { name: /^Save connection Two tabs, renamed/ });
  await expect(review.getByRole("row", { name: /Name Two tabs, renamed Two tabs/ })).toBeVisible();
  await expect(review.getByRole("row", { name: /Colour none teal/ })).toBeVisible();
  await review.getByRole("button", { name: "Save" }).click();
  await expect(other.getByRole("row", { name: /Two tabs/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Two tabs, renamed/ })).toHaveCount(0);
  await remove(page, id);
});

test("a change of a production connection is shown and asked about twice before it is saved", async ({
  page,
}) => {
  const id = await add(page, "Shop");
  await page.goto(`/connections?edit=${id}`);
  await page.getByLabel("Production").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Shop/ })).toContainText("production");

  await page.goto(`/connections?edit=${id}`);
  await page.getByLabel("Read-only").check();
  await page.getByRole("button", { name: "Save" }).click();
  const review = page.getByRole("dialog", { name: "Save connection Shop: 1 changed" });
  await expect(review.getByRole("row", { name: /Read-only no yes/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(review).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(review).toBeHidden();
  await expect(page.getByLabel("Read-only")).toBeChecked();

  await page.getByRole("button", { name: "Save" }).click();
  await review.getByLabel("This is production: change Shop").check();
  await review.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Shop/ })).toContainText("read-only");
  await remove(page, id);
});

test("a page of a connection that was deleted elsewhere says so, and shows no old figures", async ({
  page,
  context,
}) => {
  const server = await startServer();
  const id = await add(page, "Deleted elsewhere", server.url);
  const other = await context.newPage();
  await other.goto(`/c/${id}`);
  const figure = other.getByRole("main").getByText("API requests");
  await expect(figure).toBeVisible();
  await remove(page, id);
  await expect(other.getByRole("main")).toContainText(
    "It was deleted, or the address is mistyped",
    {
      timeout: 25_000,
    },
  );
  await expect(
    other.getByRole("main").getByRole("link", { name: "All connections" }),
  ).toBeVisible();
});

test("after a deletion the focus is at the head of the list", async ({ page }) => {
  await add(page, "To be deleted");
  await page.getByRole("button", { name: "Delete To be deleted" }).click();
  await expect(page.getByLabel("Type To be deleted to delete it")).toBeFocused();
  await page.keyboard.type("To be deleted");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /To be deleted/ })).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});
