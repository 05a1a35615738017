import { expect, it } from "vitest";
import type { UploadOutcome } from "@/lib/model/object-upload";
import type { ObjectInfo } from "@/lib/model/objects";
import type { Upload } from "@/lib/model/uploads";
import { createUploadQueue } from "./uploads-queue";

const place = { connectionId: "c", bucket: "b" };
const info = (name: string): ObjectInfo => ({
  ...{ bucket: "b", name, description: "", sizeBytes: 1n, chunks: 1, chunkBytes: 1, digest: "" },
  ...{ nuid: "n", revision: 7n, timeNs: 0n, isDeleted: false, headers: {}, metadata: {} },
});
const files = (...names: string[]) => names.map((name) => ({ file: new File(["x"], name), name }));

/** A queue over a store that holds these names, where each upload ends when it is told to. */
function startLab(there: readonly string[] = []) {
  const sent: { upload: Upload; end: (outcome: UploadOutcome) => void; isStopped: boolean }[] = [];
  const queue = createUploadQueue({
    look: async ({ name }) => (there.includes(name) ? info(name) : null),
    send(upload) {
      const one = { upload, end: (_outcome: UploadOutcome) => {}, isStopped: false };
      const ended = new Promise<UploadOutcome>((settle) => {
        one.end = settle;
      });
      sent.push(one);
      const stop = () => {
        one.isStopped = true;
      };
      return { ended, stop };
    },
  });
  const states = () => queue.read().map(({ state }) => state.is);
  const end = (at: number) =>
    sent[at]?.end({ is: "done", info: info(sent[at].upload.name), replaced: false });
  return { queue, sent, states, end, names: () => sent.map(({ upload }) => upload.name) };
}

it("three are sent at a time, the others wait for them in their order", async () => {
  const { queue, names, states, end } = startLab();
  queue.start(place, files("1", "2", "3", "4", "5"));
  await expect.poll(states).toEqual(["sending", "sending", "sending", "waiting", "waiting"]);
  end(1);
  await expect.poll(states).toEqual(["sending", "done", "sending", "sending", "waiting"]);
  expect(names()).toEqual(["1", "2", "3", "4"]);
});

it("two of one name go one after the other", async () => {
  const { queue, states, end, names } = startLab();
  queue.start(place, files("same", "same", "other"));
  await expect.poll(states).toEqual(["sending", "waiting", "sending"]);
  end(0);
  await expect.poll(states).toEqual(["done", "sending", "sending"]);
  expect(names()).toEqual(["same", "other", "same"]);
});

it("what is there is sent over only when that is said, by the revision that was shown", async () => {
  const { queue, sent, states } = startLab(["a", "b"]);
  queue.start(place, files("a", "b"));
  await expect.poll(states).toEqual(["asking", "asking"]);
  const [a, b] = queue.read().map(({ id }) => id);
  queue.answer([a ?? 0], { is: "skip" });
  queue.answer([b ?? 0], { is: "replace", keepsWords: true });
  expect(states()).toEqual(["skipped", "sending"]);
  expect(sent[0]?.upload.over).toMatchObject({ there: { revision: 7n }, keepsWords: true });
});

it("a name that was taken while its file was sent is asked about as news", async () => {
  const { queue, sent, states } = startLab();
  queue.start(place, files("a"));
  await expect.poll(states).toEqual(["sending"]);
  sent[0]?.end({ is: "taken", info: info("a") });
  await expect.poll(states).toEqual(["asking"]);
  expect(queue.read()[0]?.state).toMatchObject({ isNews: true });
});

it("what waits is called off at once, what is sent is stopped and told by its end", async () => {
  const { queue, sent, states } = startLab();
  queue.start(place, files("1", "2", "3", "4"));
  await expect.poll(states).toEqual(["sending", "sending", "sending", "waiting"]);
  queue.cancel(queue.read().map(({ id }) => id));
  expect(states()).toEqual(["sending", "sending", "sending", "cancelled"]);
  expect(sent.map(({ isStopped }) => isStopped)).toEqual([true, true, true]);
  for (const { end } of sent) end({ is: "cancelled", leftBytes: 0 });
  await expect.poll(states).toEqual(["cancelled", "cancelled", "cancelled", "cancelled"]);
  queue.retry(queue.read()[3]?.id ?? 0);
  await expect.poll(states).toEqual(["cancelled", "cancelled", "cancelled", "sending"]);
  queue.clear();
  expect(states()).toEqual(["sending"]);
});
