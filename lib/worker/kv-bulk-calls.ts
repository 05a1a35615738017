import type { NatsConnection } from "@nats-io/nats-core";
import { transfer } from "comlink";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { BulkOrder, KvExportPart } from "@/lib/model/kv-bulk";
import { type BulkBook, type BulkItem, countPlan, listRows } from "@/lib/nats/kv-bulk-book";
import { type ChangeOf, changeFrom, changeInFile } from "@/lib/nats/kv-bulk-change";
import { exportKeys } from "@/lib/nats/kv-bulk-export";
import { openKvFile } from "@/lib/nats/kv-bulk-file";
import { planImport } from "@/lib/nats/kv-bulk-import";
import { planChosen } from "@/lib/nats/kv-bulk-plan";
import { toBulkReport } from "@/lib/nats/kv-bulk-report";
import { itemsToWrite, runBulk } from "@/lib/nats/kv-bulk-run";
import { bucketInWords, getKvPlace, type KvPlace } from "@/lib/nats/kv-place";
import type { BulkLinks } from "./bulk-links";
import type { KvBulkCalls } from "./kv-bulk-protocol";
import type { Link } from "./link";
import { readOverLink } from "./over-link";
import { sendOverLink } from "./send-over-link";

/** A job from its first look to when it is closed. */
type Opened = {
  order: BulkOrder;
  link: Link;
  release: () => void;
  stopping: AbortController;
  /** What still needs the connection. */
  busy: Promise<unknown> | undefined;
  planned: Planned | undefined;
  /** What the run takes up; undefined until there was one. */
  tried: Set<BulkItem> | undefined;
};

type Planned = {
  book: BulkBook;
  /** Where it is written. */
  target: KvPlace;
  changeOf: (nc: NatsConnection) => ChangeOf;
};

/** Jobs on many keys, over a connection of their own, so that no question waits behind them. */
export function createKvBulkCalls(bulk: BulkLinks): KvBulkCalls {
  const jobs = new Map<string, Opened>();
  const exports = new Map<string, AbortController>();
  const isTried =
    ({ tried }: Opened) =>
    (item: BulkItem) =>
      tried?.has(item) ?? false;
  const close = (run: string) => {
    const job = jobs.get(run);
    jobs.delete(run);
    job?.stopping.abort();
    // A consumer that looks is taken away, and what was sent is waited for, before the connection goes.
    void Promise.resolve(job?.busy).finally(job?.release);
  };
  return {
    async planBulk(run, order, hear) {
      close(run);
      const stopping = new AbortController();
      const taken = bulk.take(order.connectionId);
      const job: Opened = {
        ...{ order, ...taken, stopping, busy: undefined, planned: undefined, tried: undefined },
      };
      jobs.set(run, job);
      const planned = await readOverLink(job.link, {
        ...{ connectionId: order.connectionId, what: bucketInWords(order.bucket) },
        read: (nc) => {
          const planning = plan(nc, order, { signal: stopping.signal, onProgress: hear });
          job.busy = planning;
          return planning;
        },
      });
      if (!planned.ok) {
        if (jobs.get(run) === job) close(run);
        return planned;
      }
      job.planned = planned.value;
      return { ok: true, value: countPlan(planned.value.book) };
    },
    async listBulk(run, which, most) {
      const job = jobs.get(run);
      if (!job?.planned) return gone;
      return { ok: true, value: listRows(job.planned.book, which, isTried(job), most) };
    },
    async runBulk(run, isOverwriting, hear) {
      const job = jobs.get(run);
      if (!job?.planned || job.tried) return gone;
      const { book, target, changeOf } = job.planned;
      const items = itemsToWrite(book.items, isOverwriting);
      const { connectionId, bucket } = job.order;
      return sendOverLink(job.link, {
        ...{ connectionId, what: bucketInWords(bucket) },
        send: async (nc) => {
          job.tried = new Set(items);
          const how = { items, changeOf: changeOf(nc), signal: job.stopping.signal, hear };
          const running = runBulk(nc, target, how);
          job.busy = running;
          return { ok: true, value: await running };
        },
      });
    },
    stopBulk(run) {
      jobs.get(run)?.stopping.abort();
      exports.get(run)?.abort();
    },
    async reportBulk(run) {
      const job = jobs.get(run);
      return job?.planned
        ? { ok: true, value: toBulkReport(job.planned.book, isTried(job)) }
        : gone;
    },
    closeBulk: close,
    async exportKeys(run, order, put) {
      const { connectionId, bucket } = order;
      const stopping = new AbortController();
      exports.set(run, stopping);
      const { link, release } = bulk.take(connectionId);
      const sink = {
        put: (part: KvExportPart) => put(transfer(part, [part.bytes.buffer as ArrayBuffer])),
        signal: stopping.signal,
      };
      try {
        // Not ended with the link: it goes on behind what was read.
        return await sendOverLink(link, {
          ...{ connectionId, what: bucketInWords(bucket) },
          send: (nc) => exportKeys(nc, order, sink),
        });
      } finally {
        exports.delete(run);
        release();
      }
    },
  };
}

const gone: { ok: false; error: AppError } = {
  ok: false,
  error: { kind: "cancelled", what: "This job" },
};

type PlanOptions = Parameters<typeof planImport>[3];

async function plan(
  nc: NatsConnection,
  { bucket, job }: BulkOrder,
  options: PlanOptions,
): Promise<Reading<Planned>> {
  const place = await getKvPlace(nc, bucket);
  if (!place.ok) return place;
  const target = job.kind === "copy" ? await getKvPlace(nc, job.to) : place;
  if (!target.ok) return target;
  const { readOnlyWhy } = target.value;
  if (readOnlyWhy) return { ok: false, error: readOnly(target.value, readOnlyWhy) };
  if (job.kind === "import") {
    const file = await openKvFile(job.file, job.name);
    const book = await planImport(nc, place.value, file, options);
    if (!book.ok) return book;
    const changeOf = () => changeInFile(file);
    return { ok: true, value: { book: book.value, target: place.value, changeOf } };
  }
  const book = await planChosen(nc, place.value, job, options);
  if (!book.ok) return book;
  const changeOf = (open: NatsConnection) => changeFrom(open, place.value);
  return { ok: true, value: { book: book.value, target: target.value, changeOf } };
}

function readOnly({ bucket }: KvPlace, why: "mirror-of-elsewhere" | "sealed"): AppError {
  const detail =
    why === "sealed"
      ? "It is sealed: nothing in it changes any more."
      : "It mirrors a bucket of another account or domain: that is where it is written.";
  return { kind: "console", title: `Nothing is written to ${bucket}`, detail };
}
