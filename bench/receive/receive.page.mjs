import { receive } from "./receivers.mjs";

/**
 * What the bench's page does when it is told to: receives in a worker of that source, or itself.
 * @typedef {{start: (order: import("./receivers.mjs").Order, workerSource?: string) => Promise<void>, read: () => Promise<import("./receivers.mjs").Taken>}} Receiver
 */

/** @type {() => import("./receivers.mjs").Taken | Promise<import("./receivers.mjs").Taken>} */
let read = () => {
  throw new Error("Nothing is received yet.");
};

/** @type {Receiver} */
const receiver = {
  async start(order, workerSource) {
    if (workerSource === undefined) {
      read = await receive(order);
      return;
    }
    const worker = new Worker(URL.createObjectURL(new Blob([workerSource])));
    const ask = (/** @type {object} */ question) =>
      new Promise((settle, reject) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => settle(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(question, [port2]);
      });
    await ask({ order });
    read = () => ask({});
  },
  read: async () => read(),
};
Object.assign(globalThis, { receiver });
