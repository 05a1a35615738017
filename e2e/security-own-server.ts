import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// Runs inside the server: says after each answered request who listens for upgrades.
const watcher = `
import { Server } from "node:http";
const emit = Server.prototype.emit;
Server.prototype.emit = function (event, ...rest) {
  if (event === "request") {
    rest[1].once("finish", () => process.send({ upgradeListeners: this.listenerCount("upgrade") }));
  }
  return emit.call(this, event, ...rest);
};`;

/** A built server of its own, seen from inside. */
export type OwnServer = {
  url: string;
  /** How many listeners for upgrades the listening server had after each answered request. */
  upgradeListeners: number[];
};

/** Starts the built server on a free port with an empty data folder, and ends it with its folder. */
export async function withOwnServer(use: (server: OwnServer) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "natsight-e2e-"));
  const preload = `data:text/javascript,${encodeURIComponent(watcher)}`;
  const child = spawn(process.execPath, ["--import", preload, resolve("dist/server.js")], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NATSIGHT_DATA: dataDir,
      NATSIGHT_PORT: "0",
      NATSIGHT_LOCK_HELD: "0",
      // Nobody listens there: this server is about pages only.
      NATS_URL: "nats://127.0.0.1:1",
    },
  });
  const ended = new Promise<void>((settle) => {
    child.once("exit", () => settle());
  });
  try {
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    const upgradeListeners: number[] = [];
    const url = await new Promise<string>((settle, fail) => {
      child.on("message", (message: { url?: string; upgradeListeners?: number }) => {
        if (message.url) settle(message.url);
        if (message.upgradeListeners !== undefined) upgradeListeners.push(message.upgradeListeners);
      });
      child.once("exit", (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
    });
    await use({ url, upgradeListeners });
  } finally {
    child.kill("SIGTERM");
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}
