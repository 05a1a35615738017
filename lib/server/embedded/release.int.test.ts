import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAuthority } from "@/lib/testing/certificates";
import type { Progress, SourceResult } from "./attempt";
import { pinned } from "./pinned";
import { fromRelease, releaseName } from "./release";

// A release page on loopback: the files are made here, the way through TLS, digest and tar is the real one.
const { version } = pinned.newest;
const name = releaseName(version, process.platform, process.arch) ?? "none";
const archive = `${name}.tar.gz`;
const authority = createAuthority();
let root = "";
let cacheDir = "";
let server: Server | undefined;
let files: Record<string, Buffer | string> = {};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "natsight-test-"));
  cacheDir = join(root, "cache with space");
  const binary = packBinary(`echo "nats-server: v${version}"`);
  files = { [archive]: binary, SHA256SUMS: checksumOf(binary) };
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  rmSync(root, { recursive: true, force: true });
});

function packBinary(script: string): Buffer {
  mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(root, name, "nats-server"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  execFileSync("tar", ["-czf", archive, name], { cwd: root });
  return readFileSync(join(root, archive));
}

function checksumOf(content: Buffer): string {
  return `${createHash("sha256").update(content).digest("hex")}  ${archive}\n`;
}

const serveFiles: RequestListener = (request, response) => {
  const content = files[request.url?.split("/").at(-1) ?? ""];
  response.writeHead(content === undefined ? 404 : 200).end(content);
};

async function serve(listener: RequestListener = serveFiles): Promise<string> {
  server = createServer(authority.issue(), listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return `https://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

function fetchFrom(page: string, more: object = {}): Promise<SourceResult> {
  return fromRelease("newest", { cacheDir, page, ca: authority.cert, ...more });
}

const leftovers = (): string[] =>
  existsSync(join(cacheDir, "nats-server")) ? readdirSync(join(cacheDir, "nats-server")) : [];

describe("the official release", () => {
  it("is fetched, checked and put into the cache", async () => {
    const progress: Progress[] = [];
    const page = await serve();
    const result = await fetchFrom(page, { progress: (event: Progress) => progress.push(event) });
    expect(result).toMatchObject({ outcome: "used", version });
    expect(existsSync(join(cacheDir, "nats-server", version, "nats-server"))).toBe(true);
    expect(leftovers()).toEqual([version]);
    expect(progress.at(-1)).toMatchObject({ doneBytes: (files[archive] as Buffer).length });
  });

  it("is fetched by two at once without harm", async () => {
    const page = await serve();
    const both = await Promise.all([fetchFrom(page), fetchFrom(page)]);
    expect(both.map(({ outcome }) => outcome)).toEqual(["used", "used"]);
    expect(readdirSync(join(cacheDir, "nats-server", version))).toEqual(["nats-server"]);
  });

  it.each([
    [
      "its checksum is wrong",
      () => ({ SHA256SUMS: checksumOf(Buffer.from("other")) }),
      /wrong checksum/,
    ],
    ["its checksum is missing", () => ({ SHA256SUMS: "" }), /does not name/],
    [
      "it is no archive",
      () => ({ [archive]: "hello", SHA256SUMS: checksumOf(Buffer.from("hello")) }),
      /tar/,
    ],
    [
      "its binary is another version",
      () => {
        const binary = packBinary('echo "nats-server: v2.0.0"');
        return { [archive]: binary, SHA256SUMS: checksumOf(binary) };
      },
      /turned out to be 2\.0\.0/,
    ],
  ])("is thrown away when %s", async (_why, broken, words) => {
    files = { ...files, ...broken() };
    const result = await fetchFrom(await serve());
    expect(result).toMatchObject({ outcome: "failed", detail: expect.stringMatching(words) });
    expect(leftovers()).toEqual([]);
  });

  it("is not taken from a page whose certificate nobody vouches for", async () => {
    const page = await serve();
    const result = await fetchFrom(page, { ca: createAuthority().cert });
    expect(result).toMatchObject({
      outcome: "failed",
      detail: expect.stringMatching(/certificate/),
    });
  });

  it("is not followed to an address without TLS", async () => {
    const page = await serve((_request, response) => {
      response.writeHead(302, { location: "http://127.0.0.1:1/x" }).end();
    });
    const result = await fetchFrom(page);
    expect(result).toMatchObject({
      outcome: "failed",
      detail: expect.stringMatching(/without TLS/),
    });
  });

  it("is not waited for when the page says nothing", async () => {
    const page = await serve(() => {});
    const beganMs = Date.now();
    const result = await fetchFrom(page, { silenceMs: 200 });
    expect(result).toMatchObject({
      outcome: "failed",
      detail: expect.stringMatching(/said nothing/),
    });
    expect(Date.now() - beganMs).toBeLessThan(3_000);
  });

  it("is not fetched to its end once it was stopped, and leaves nothing", async () => {
    const stopping = new AbortController();
    const page = await serve((request, response) => {
      if (request.url?.endsWith("SHA256SUMS")) return serveFiles(request, response);
      response.writeHead(200).write("the beginning");
      setTimeout(() => stopping.abort(), 20);
    });
    const result = await fetchFrom(page, { signal: stopping.signal });
    expect(result).toMatchObject({ outcome: "failed" });
    expect(leftovers()).toEqual([]);
  });

  it("is named as its maintainers name it", () => {
    expect(releaseName("2.15.1", "darwin", "arm64")).toBe("nats-server-v2.15.1-darwin-arm64");
    expect(releaseName("2.15.1", "linux", "x64")).toBe("nats-server-v2.15.1-linux-amd64");
    expect(releaseName("2.15.1", "aix", "x64")).toBeUndefined();
  });
});
