import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";

/** Hears all that a browser was sent, and looks for secrets in it. */
export type SecretHunt = {
  /** Where one of the secrets was seen, in words. */
  found(): Promise<string[]>;
};

/** Begins to listen; `secrets` are texts that only the server may know. */
export function huntSecrets(context: BrowserContext, secrets: string[]): SecretHunt {
  const found: string[] = [];
  const pending: Promise<void>[] = [];
  const look = (where: string, text: string) => {
    if (secrets.some((secret) => text.includes(secret))) found.push(where);
  };
  context.on("response", (response) => {
    look(`the headers of ${response.url()}`, JSON.stringify(response.headers()));
    // The same for everybody, and by far the most.
    if (["script", "stylesheet", "font"].includes(response.request().resourceType())) return;
    const body = response.body().then(
      (bytes) => look(`the answer of ${response.url()}`, bytes.toString("latin1")),
      // A redirect has none, and a page that was left takes its answers with it.
      () => undefined,
    );
    pending.push(body);
  });
  context.on("request", (request) => look(`an address: ${request.url()}`, request.url()));
  context.on("console", (message) => look("the browser's console", message.text()));
  context.on("page", (page: Page) =>
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) =>
        look("a frame that the page received", payload.toString("latin1")),
      );
      socket.on("framesent", ({ payload }) =>
        look("a frame that the page sent", payload.toString("latin1")),
      );
    }),
  );
  return {
    async found() {
      await Promise.all(pending);
      return [...new Set(found)];
    },
  };
}

/** Everything that a page holds and keeps: its text, its fields, its storages. */
export function readPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const fields = [...document.querySelectorAll("input, textarea")].map(
      (field) => (field as HTMLInputElement).value,
    );
    const databases = await indexedDB.databases();
    const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    return [
      document.documentElement.outerHTML,
      document.cookie,
      ...fields,
      ...kept,
      JSON.stringify(databases),
    ].join("\n");
  });
}

/** The files below a folder in which one of the secrets stands. */
export function filesWith(folder: string, secrets: string[]): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesWith(path, secrets);
    const text = readFileSync(path, "latin1");
    return secrets.some((secret) => text.includes(secret)) ? [path] : [];
  });
}
