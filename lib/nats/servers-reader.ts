import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError, Reading } from "@/lib/errors/app-error";
import type { ServerList } from "@/lib/model/servers";
import { createDue } from "./due";
import type { Patience } from "./patience";
import { createServerBook } from "./server-book";
import type { ServerAnswers, ServersAsked } from "./servers";

/** Who is asked for the servers' figures. */
export type ServersSource = {
  by: ServerList["by"];
  ask(asked: ServersAsked): Promise<ServerAnswers>;
};

/** Reads the list of servers by the first source that has one. */
export type ServersReader = {
  read(nc: NatsConnection | undefined): Promise<Reading<ServerList>>;
  startOver(): void;
};

/** The sources in the order in which they are tried: where nobody answers one, the next is asked. */
export type ServersReaderOptions = {
  nowMs: () => number;
  sources: (nc: NatsConnection | undefined) => ServersSource[];
  patience: Patience;
};

const healthEveryMs = 10_000;
const searchEveryMs = 10_000;

/** A reader that remembers the servers that have answered. */
export function createServersReader(options: ServersReaderOptions): ServersReader {
  const { nowMs, sources, patience } = options;
  const book = createServerBook({ nowMs });
  const due = createDue(nowMs);
  // The first answers are wanted quickly.
  due.done("search");

  const isSearchDue = () => {
    const isDue = due.isDue("search", searchEveryMs);
    if (isDue) due.done("search");
    return isDue;
  };
  const isHealthDue = (by: string) =>
    (due.isDue("health", healthEveryMs) || book.hasNew()) && patience.mayAsk(`health by ${by}`);
  const readBy = async ({ by, ask }: ServersSource): Promise<Reading<ServerList>> => {
    const answers = await ask({
      ...book.expects(),
      isSearch: isSearchDue(),
      withStored: patience.mayAsk(`jsz by ${by}`),
      withHealth: isHealthDue(by),
      nowMs,
    });
    if (answers.jsz) patience.heard(`jsz by ${by}`, answers.jsz);
    if (answers.health) patience.heard(`health by ${by}`, answers.health);
    if (answers.health?.ok) due.done("health");
    const list = book.take(by, answers);
    patience.heard(by, list);
    return list;
  };
  return {
    async read(nc) {
      let list = nobody;
      for (const source of sources(nc)) {
        if (!patience.mayAsk(source.by)) continue;
        list = await readBy(source);
        if (list.ok || !isNobody(list.error)) return list;
      }
      return list;
    },
    startOver() {
      due.forget();
      due.done("search");
    },
  };
}

function isNobody({ kind }: AppError): boolean {
  return kind === "no-responders" || kind === "permission";
}

const nobody: Reading<ServerList> = {
  ok: false,
  error: {
    kind: "no-responders",
    what: "The servers' figures",
    subject: "$SYS.REQ.SERVER.PING.VARZ",
  },
};
