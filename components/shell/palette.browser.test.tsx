import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { useEscape } from "@/components/ui/use-escape";
import type { ConnectionList, ConnectionSummary } from "@/lib/model/connection";
import type { Names } from "@/lib/model/names";
import { readPreferences } from "@/lib/preferences/preferences";
import { connectionsQuery } from "@/lib/queries/connections";
import { namesQuery } from "@/lib/queries/names";
import type { PageName } from "@/lib/url/pages";
import { Breadcrumb } from "./breadcrumb";
import { PageShortcuts } from "./page-shortcuts";
import { ShortcutsProvider } from "./shortcuts";
import { useFront } from "./use-front";

const { push, leave } = vi.hoisted(() => ({ push: vi.fn(), leave: vi.fn() }));
// Next's router is there only in a page of Next.
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));
// Nothing is asked: what is known stands in the cache.
vi.mock("@/lib/worker/client", () => ({ askWorker: vi.fn() }));
beforeEach(() => {
  push.mockClear();
  leave.mockClear();
});

const few: Names = {
  streams: ["ORDERS", "REORDERS", "KV_config", "A&B <i>x</i>"],
  consumers: [{ stream: "ORDERS", name: "orders-worker" }],
  buckets: ["config"],
  stores: ["invoices"],
};

describe("the palette", () => {
  it("leads to a stream: the same name first, then the others", async () => {
    const screen = await open(few);
    await userEvent.keyboard("orders");
    await expect.element(option(screen, 0)).toHaveTextContent("ORDERSStream");
    await expect.element(option(screen, 0)).toHaveAttribute("data-highlighted");
    await expect.element(option(screen, 1)).toHaveTextContent("orders-workerof ORDERSConsumer");
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith("/c/local/streams/ORDERS/consumers/orders-worker");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
  });

  it("finds buckets and object stores by their own names", async () => {
    const screen = await open(few);
    await userEvent.keyboard("config");
    await expect.element(option(screen, 0)).toHaveTextContent("configKV bucket");
    await expect.element(screen.getByText("Stream", { exact: true })).not.toBeInTheDocument();
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith("/c/local/kv/config");
  });

  it("leads to an object store, and in one to an object by its name", async () => {
    const screen = await open(few, "invoices", "objects");
    await userEvent.keyboard("invoices");
    await expect.element(option(screen, 0)).toHaveTextContent("invoicesObject store");
    await userEvent.clear(screen.getByRole("combobox"));
    await userEvent.keyboard("2025/a b.pdf");
    await expect
      .element(option(screen, 0))
      .toHaveTextContent("Open object 2025/a b.pdfof invoicesObject");
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith(
      "/c/local/objects/invoices?object=2025%2Fa+b.pdf&folder=2025%2F",
    );
  });

  it("jumps to a key by its name where a bucket is shown", async () => {
    const screen = await open(few, "config");
    await userEvent.keyboard("user/5.name=a");
    await expect.element(option(screen, 0)).toHaveTextContent("Open key user/5.name=aof configKey");
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith("/c/local/kv/config?key=user%2F5.name%3Da");
  });

  it("[T04] shows a hostile name as text, and goes to just that", async () => {
    const screen = await open(few);
    await userEvent.keyboard("a&b");
    await expect.element(option(screen, 0)).toHaveTextContent("A&B <i>x</i>Stream");
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledWith(`/c/local/streams/${encodeURIComponent("A&B <i>x</i>")}`);
  });

  it("changes what is preferred", async () => {
    await open(few);
    await userEvent.keyboard("compact{Enter}");
    expect(readPreferences().density).toBe("compact");
  });

  it("says what to do where nothing has the name, and Escape gives the focus back", async () => {
    const screen = await open(few);
    await userEvent.keyboard("no-such-thing");
    await expect.element(screen.getByText(/^Nothing has this name/)).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button", { name: "Search" })).toHaveFocus();
    expect(leave).not.toHaveBeenCalled();
    await userEvent.keyboard("{Escape}");
    expect(leave).toHaveBeenCalledOnce();
  });

  it("begins with what was chosen last", async () => {
    const screen = await open(few);
    await userEvent.keyboard("invoices{Enter}");
    await screen.getByRole("button", { name: "Search" }).click();
    await expect.element(option(screen, 0)).toHaveTextContent("invoicesObject store");
  });

  it("answers a key within 50 ms where there are 10,000 names", async () => {
    const streams = Array.from({ length: 10_000 }, (_, n) => `TENANT_${n}_orders-of-the-north`);
    const screen = await open({ ...few, streams });
    await userEvent.keyboard("orders");
    await expect.element(screen.getByText("30 of 10,001 shown")).toBeVisible();
    const field = screen.getByRole("combobox").element() as HTMLInputElement;
    const texts = ["orders-", "orders-o", "orders-of", "orders-of-", "orders-of-t"];
    const answers = texts.map((text) => {
      const begun = performance.now();
      type(field, text);
      return { marked: markedIn(option(screen, 0).element()), ms: performance.now() - begun };
    });
    expect(answers.map(({ marked }) => marked)).toEqual(texts);
    // The quickest: what else the machine does only adds to it.
    expect(Math.min(...answers.map(({ ms }) => ms))).toBeLessThan(50);
    await expect.element(screen.getByText("30 of 10,000 shown")).toBeVisible();
    expect(screen.getByRole("option").elements()).toHaveLength(30);
  });
});

describe("the switch of connections", () => {
  it("goes to the same page of another one, by the keyboard alone", async () => {
    const screen = await show(few);
    screen.getByRole("button", { name: "Connection Local" }).element().focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(screen.getByRole("option").first()).toHaveTextContent("Local");
    await userEvent.keyboard("refused");
    await expect
      .element(option(screen, 0))
      .toHaveTextContent(/^Payments EU.*production.*read-only.*Refused$/);
    await userEvent.keyboard("{Enter}");
    expect(push).toHaveBeenCalledExactlyOnceWith("/c/eu");
  });

  it("closes by Escape, and stays where it was", async () => {
    const screen = await show(few);
    await screen.getByRole("button", { name: "Connection Local" }).click();
    await expect.element(screen.getByRole("combobox")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
    await expect.element(screen.getByRole("button", { name: "Connection Local" })).toHaveFocus();
    expect(push).not.toHaveBeenCalled();
  });
});

/** A name that is cut has its mark in two. */
const markedIn = (element: Element) =>
  [...element.querySelectorAll("mark")].map((mark) => mark.textContent).join("");

type Screen = Awaited<ReturnType<typeof render>>;

const option = (screen: Screen, at: number) => screen.getByRole("option").nth(at);

/** As a key press does it, for as long as the page is busy with it. */
function type(field: HTMLInputElement, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
  set?.call(field, text);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

async function open(names: Names, bucket?: string, page: PageName = "kv") {
  const screen = await show(names, bucket, page);
  await screen.getByRole("button", { name: "Search" }).click();
  await expect.element(screen.getByRole("combobox")).toHaveFocus();
  await expect.element(screen.getByRole("option").first()).toBeVisible();
  return screen;
}

function show(names: Names, bucket?: string, page: PageName = "kv") {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  client.setQueryData(connectionsQuery().queryKey, list);
  client.setQueryData(namesQuery("local").queryKey, names);
  return render(
    <QueryClientProvider client={client}>
      <NuqsTestingAdapter>
        <ShortcutsProvider>
          <Page bucket={bucket} page={page} />
        </ShortcutsProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}

function Page({ bucket, page }: { bucket: string | undefined; page: PageName }) {
  const { front, openPalette, openShortcuts } = useFront("local", page, bucket);
  // Something stands open behind.
  useEscape(leave);
  return (
    <>
      <Breadcrumb connectionId="local" page="overview" />
      <button type="button" onClick={openPalette}>
        Search
      </button>
      <PageShortcuts connectionId="local" onPalette={openPalette} onShortcuts={openShortcuts} />
      {front}
    </>
  );
}

const local: ConnectionSummary = {
  id: "local",
  label: "Local",
  source: "embedded",
  transport: "gateway",
  addresses: ["nats://127.0.0.1:4222"],
  status: { state: "connecting" },
  production: false,
  readOnly: false,
  isDefault: true,
  access: {
    role: "admin",
    readOnly: false,
    tailSubjects: [],
    publishSubjects: [],
  } as unknown as ConnectionSummary["access"],
};

const list: ConnectionList = {
  connections: [
    local,
    {
      ...local,
      id: "eu",
      label: "Payments EU",
      colour: "red",
      status: { state: "refused", sinceMs: 0, why: "Authorization Violation" },
      production: true,
      readOnly: true,
      isDefault: false,
    },
  ],
  problems: [],
};
