import { receive } from "./receivers.mjs";

/** @type {(() => import("./receivers.mjs").Taken) | undefined} */
let read;

self.onmessage = async ({ data, ports: [port] }) => {
  if (data.order) read = await receive(data.order);
  port?.postMessage(read?.());
};
