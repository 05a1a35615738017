import { randomBytes } from "node:crypto";
import { Objm } from "@nats-io/obj";
import { describe, expect, it } from "vitest";
import { connectTo } from "@/lib/testing/connect";
import { startServer } from "@/lib/testing/servers";
import { readSubject } from "./object-chunks";
import { openObjectStore } from "./object-info";
import { sendChunks } from "./object-upload-flight";
import { type ChunksJob, cutSmaller, reconcile } from "./object-upload-job";
import { openSource } from "./object-upload-source";

describe("an upload that goes on", () => {
  it("takes what follows in its order for stored, and sends again what stands behind a hole", async () => {
    const server = await startServer();
    const nc = await connectTo(server.url);
    await new Objm(nc).create("files");
    const store = await openObjectStore(nc, "files");
    const unstored = Array.from({ length: 6 }, (_, at) => randomBytes(1_000 + at));
    const kept = [0, 1, 3, 1, 4].map((at) => unstored[at] ?? new Uint8Array());
    for (const chunk of kept) await nc.request("$O.files.C.hole", chunk);
    if (!store.ok) throw new Error("no store");
    const job: ChunksJob = {
      ...{ store: store.value, what: "x", name: "x", nuid: "hole", subject: "$O.files.C.hole" },
      ...{ source: openSource("x", new Blob(), 1_000), signal: new AbortController().signal },
      ...{ unstored: [...unstored], isReadToEnd: true, onStored: () => undefined },
      ...{ storedChunks: 0, storedBytes: 0, lastSequence: 0n },
    };
    expect(await reconcile(nc, job)).toBeUndefined();
    expect(job).toMatchObject({ storedChunks: 2, storedBytes: 2_001, lastSequence: 2n });
    // Something came late: what is sent next says behind which it comes, and is refused.
    await nc.request("$O.files.C.hole", "late");
    expect(await sendChunks(nc, job)).toMatchObject({ is: "interrupted", error: { code: 10071 } });
    expect(await reconcile(nc, job)).toBeUndefined();
    // A slow link gets small ones.
    cutSmaller(job, 500);
    expect(await sendChunks(nc, job)).toEqual({ is: "done" });
    expect(job).toMatchObject({ storedChunks: 14, storedBytes: 6_015 });
    const parts: Uint8Array[] = [];
    const reading = { what: "x", head: store.value.head, subject: job.subject, count: 14 };
    const { signal } = job;
    await readSubject(nc, { ...reading, signal, onData: (part) => void parts.push(part.slice()) });
    expect(Buffer.compare(Buffer.concat(parts), Buffer.concat(unstored))).toBe(0);
    await nc.close();
    await server.stop();
  });
});
