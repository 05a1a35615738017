import { get } from "node:http";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A port of loopback that nobody listens on now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
      probe.close(() => settle(port));
    });
  });
}

/**
 * Asks again and again until there is an answer; gives up when `ended` says that none will come.
 * @template T
 * @param {string} what
 * @param {() => Promise<T | undefined>} ask
 * @param {{withinMs?: number, everyMs?: number, ended?: () => string | undefined}} [options]
 * @returns {Promise<T>}
 */
export async function until(what, ask, { withinMs = 60_000, everyMs = 5, ended } = {}) {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    const why = ended?.();
    if (why !== undefined) throw new Error(`${what}: the process has ended:\n${why}`);
    if (performance.now() > deadlineMs) throw new Error(`${what}: nothing within ${withinMs} ms`);
    await pause(everyMs);
  }
}

/**
 * One request; undefined when nobody answers.
 * @param {string} url
 * @returns {Promise<{status: number, body: string} | undefined>}
 */
export function askHttp(url) {
  return new Promise((settle) => {
    const request = get(url, { agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => settle({ status: response.statusCode ?? 0, body }));
      response.on("error", () => settle(undefined));
    });
    request.on("error", () => settle(undefined));
  });
}

/**
 * Whether a NATS server greets.
 * @param {number} port
 * @returns {Promise<true | undefined>}
 */
export function askNats(port) {
  return new Promise((settle) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", (data) => {
      socket.destroy();
      settle(data.toString().startsWith("INFO ") ? true : undefined);
    });
    socket.once("error", () => settle(undefined));
    socket.once("close", () => settle(undefined));
  });
}
