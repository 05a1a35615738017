import { once } from "node:events";
import { Duplex } from "node:stream";
import { expect, it } from "vitest";
import { endUpstream } from "./end-upstream";

/** A server that takes its bytes when it is told to. */
function slowServer() {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      waiting.push(() => {
        taken.push(chunk.toString());
        done();
      });
    },
    final(done) {
      this.push(null);
      done();
    },
  });
  return { stream, taken, take: () => waiting.shift()?.() };
}

it("waits until the server has taken all", async () => {
  const { stream, taken, take } = slowServer();
  stream.write("one");
  stream.write("two");
  endUpstream(stream, 5000);
  expect(stream.destroyed).toBe(false);
  take();
  take();
  await once(stream, "close");
  expect(taken).toEqual(["one", "two"]);
});

it("does not wait for a server that takes nothing", async () => {
  const { stream, taken } = slowServer();
  stream.write("one");
  endUpstream(stream, 20);
  await once(stream, "close");
  expect(taken).toEqual([]);
});
