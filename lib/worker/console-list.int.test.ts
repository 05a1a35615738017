import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "@/lib/testing/until";
import { createConsoleList } from "./console-list";

/** A console whose answers a test gives when it likes. */
const waiting: ServerResponse[] = [];
const server = createServer((_request, response) => void waiting.push(response));
let origin = "";
beforeEach(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((closed) => server.close(closed)));

async function answer(label: string): Promise<void> {
  const response = await until("the console is asked", () => waiting.shift());
  response.setHeader("Connection", "close");
  response.end(JSON.stringify({ connections: [], fixed: label, problems: [] }));
}

const saying = (fixed: string) => ({ ok: true, value: { fixed } });

it("a link that asks anew gets a list that was asked for afterwards, not one that was on its way", async () => {
  const list = createConsoleList(origin);
  const forPage = list.forPage();
  const forLink = list.forLink(true);
  const forOther = list.forLink(true);
  await answer("before the deletion");
  await answer("after it");
  expect(await forPage).toMatchObject(saying("before the deletion"));
  expect(await forLink).toMatchObject(saying("after it"));
  expect(await forOther).toMatchObject(saying("after it"));
  expect(waiting).toEqual([]);
});

it("a link that is content with a young list asks nobody", async () => {
  const list = createConsoleList(origin);
  await answer("at the start");
  expect(await list.forLink(false)).toMatchObject(saying("at the start"));
  expect(waiting).toEqual([]);
});
