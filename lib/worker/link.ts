import { type Authenticator, delay, type NatsConnection } from "@nats-io/nats-core";
import { closeCodes, finalCloseCodes } from "@/lib/model/close-codes";
import type { Credentials } from "@/lib/model/credentials";
import type { LeftServer, LinkStatus } from "@/lib/model/link";
import { identify } from "@/lib/nats/identify";
import { giveScope } from "@/lib/nats/scope";
import { readCredentials } from "./credentials";
import { type ClientEvent, type LinkClient, openLinkClient } from "./link-client";
import { describeClose, isAuthRefusal } from "./link-words";
import { createPace, type Pace } from "./pace";
import type { Way } from "./way";

/** One connection of this tab, through the gateway or directly, which is opened again for as long as the tab lives. */
export type Link = {
  /** The open connection; waits for one. After a change of the connection it is another. */
  nats(): Promise<NatsConnection>;
  watch(listener: (status: LinkStatus) => void): () => void;
  /** What became of it, once something has. */
  settled(): Promise<LinkStatus>;
  setVisible(isVisible: boolean): void;
  /** For a direct connection: goes in with these, which are kept in memory and nowhere else. */
  signIn(credentials: Credentials): void;
  signOut(): void;
  /** For good: nothing is heard of it afterwards. */
  end(): void;
};

/** How a link learns where to go; `anew` asks the console once more. */
export type LinkOptions = {
  findWay: (anew: boolean) => Promise<Way>;
  /** True when the policy of this page kept it from an address. */
  isBlocked?: (address: string) => boolean;
  pace?: Pace;
};

type Open = Way & { kind: "gateway" | "direct" };

const pollMs = 200;
const rttEveryMs = 5_000;

/** Opens the link; the badge and every request share it. */
export function openLink({ findWay, isBlocked, pace = createPace() }: LinkOptions): Link {
  let status: LinkStatus = { state: "connecting" };
  let way: Way | undefined;
  let client: LinkClient | undefined;
  let authenticator: Authenticator | undefined;
  let opened = createOpened();
  let onServer: LeftServer | undefined;
  /** The console was away: it may have come back with another list. */
  let isInDoubt = false;
  let isChecking = false;
  let turn = 0;
  let signing = 0;
  let measuring = 0;
  let isVisible = true;
  const listeners = new Set<(status: LinkStatus) => void>();

  const change = (next: LinkStatus) => {
    status = next;
    for (const listener of listeners) listener(next);
  };
  const nextTryMs = () => Math.round(Date.now() + pace.restMs());
  const lose = (why: string, isFinal = false) => {
    if (isFinal) return change({ state: "refused", why, nextTryMs: nextTryMs() });
    const sinceMs = status.state === "reconnecting" ? status.sinceMs : Date.now();
    change({ state: "reconnecting", sinceMs, why, nextTryMs: nextTryMs() });
  };
  const stop = () => {
    client?.end();
    client = undefined;
    if (opened.isSettled()) opened = createOpened();
    return ++turn;
  };

  const begin = async (anew: boolean) => {
    const mine = stop();
    const found = await findWay(anew);
    if (mine === turn) take(found);
  };
  const beginWhenDue = async () => {
    const mine = stop();
    if (await isDue(mine)) void begin(true);
  };
  /** False when something else has begun meanwhile. */
  const isDue = async (mine: number) => {
    for (let restMs = pace.restMs(); restMs > 0 && mine === turn; restMs = pace.restMs()) {
      await delay(Math.min(restMs, pollMs));
    }
    return mine === turn;
  };

  const take = (found: Way) => {
    way = found;
    if (found.kind === "gateway" || found.kind === "direct") return void go(found);
    if (found.kind === "away") pace.attempt();
    else pace.lost({ code: closeCodes.unknown, reason: "" });
    if (found.kind === "unknown") change({ state: "unknown" });
    else lose(found.why, found.kind === "closed");
    void beginWhenDue();
  };
  const go = async (open: Open) => {
    const mine = stop();
    if (open.kind === "direct" && !authenticator) return change({ state: "credentials" });
    if (!(await isDue(mine))) return;
    client = openLinkClient({
      address: open.address,
      inboxPrefix: open.scope.inboxPrefix,
      authenticator: open.kind === "direct" ? authenticator : undefined,
      pace,
      hear: (event) => hear(event, open),
    });
  };

  const hear = (event: ClientEvent, open: Open) => {
    switch (event.type) {
      case "attempt":
        return pace.attempt();
      case "up":
        return win(event.nc, open);
      case "down":
        return open.kind === "direct" ? downDirect(event, open) : down(event);
      case "over":
        pace.attempt();
        lose("The connection was lost.");
        return void beginWhenDue();
    }
  };
  const win = (nc: NatsConnection, open: Open) => {
    pace.succeeded();
    giveScope(nc, open.scope);
    const server = identify(nc);
    const left = onServer && hasMoved(onServer.name, server.name) ? onServer : undefined;
    onServer = { name: server.name, lostMs: Date.now() };
    change({
      state: "connected",
      sinceMs: Date.now(),
      server,
      ...(left ? { movedFrom: left } : {}),
    });
    opened.settle(nc);
    void measure(nc);
    if (isInDoubt) void check();
    isInDoubt = false;
  };
  /** How far the server is, for as long as this is the connection and somebody sees it. */
  const measure = async (nc: NatsConnection) => {
    const mine = ++measuring;
    const isMine = () => mine === measuring && status.state === "connected" && !nc.isClosed();
    for (; isMine(); await delay(rttEveryMs)) {
      if (!isVisible) continue;
      const rttMs = await nc.rtt().catch(() => undefined);
      if (rttMs !== undefined && isMine() && status.state === "connected") {
        change({ ...status, rttMs });
      }
    }
  };
  const noteLoss = () => {
    if (status.state === "connected" && onServer) onServer = { ...onServer, lostMs: Date.now() };
  };
  const down = ({ closed, isGreeted }: ClientEvent & { type: "down" }) => {
    noteLoss();
    pace.lost(closed);
    const { code } = closed;
    if (code === closeCodes.unknown) {
      // Whether it is gone for good, the list says; connected it is no more.
      if (status.state === "connected") lose(describeClose(closed));
      return void begin(true);
    }
    lose(describeClose(closed), finalCloseCodes.has(code));
    if (code === closeCodes.changed) return void begin(true);
    if (code !== 1006 && code !== closeCodes.restarting) return;
    isInDoubt = true;
    if (!isGreeted) void check();
  };
  const downDirect = ({ closed, isGreeted, said }: ClientEvent & { type: "down" }, open: Open) => {
    noteLoss();
    pace.lost(closed);
    if (said !== undefined && isAuthRefusal(said)) return askAgain(`The server said: ${said}.`);
    if (!isGreeted && isBlocked?.(open.address)) {
      stop();
      return change({
        state: "refused",
        why: "This page was loaded before the connection was added. Reload it.",
      });
    }
    lose(
      isGreeted
        ? (said ?? describeClose(closed))
        : `Nothing that this browser trusts answers at ${open.address}.`,
    );
  };
  const askAgain = (why: string) => {
    authenticator = undefined;
    stop();
    change({ state: "credentials", why });
  };

  /** Without a word of why, the console may be away, or have another list. */
  const check = async () => {
    if (isChecking) return;
    isChecking = true;
    const mine = turn;
    const found = await findWay(true);
    isChecking = false;
    if (mine !== turn) return;
    if (found.kind === "away") {
      if (status.state === "reconnecting") lose(found.why);
    } else if (JSON.stringify(found) !== JSON.stringify(way)) take(found);
  };

  const goIn = async (credentials: Credentials) => {
    if (way?.kind !== "direct") return;
    const mine = ++signing;
    change({ state: "connecting" });
    const read = await readCredentials(credentials);
    if (mine !== signing || way?.kind !== "direct") return;
    if (!read.ok) return change({ state: "credentials", why: read.why });
    authenticator = read.authenticator;
    pace.hurry();
    take(way);
  };

  const end = () => {
    signing++;
    measuring++;
    listeners.clear();
    stop();
  };

  void begin(false);
  return {
    end,
    nats: () => opened.connection,
    settled: () =>
      new Promise((settle) => {
        if (status.state !== "connecting") return settle(status);
        const listener = (next: LinkStatus) => {
          listeners.delete(listener);
          settle(next);
        };
        listeners.add(listener);
      }),
    watch: (listener) => {
      listeners.add(listener);
      listener(status);
      return () => listeners.delete(listener);
    },
    setVisible(next) {
      isVisible = next;
      pace.setVisible(next);
      if ("nextTryMs" in status) change({ ...status, nextTryMs: nextTryMs() });
    },
    signIn: (credentials) => void goIn(credentials),
    signOut() {
      if (way?.kind !== "direct") return;
      signing++;
      authenticator = undefined;
      stop();
      change({ state: "credentials" });
    },
  };
}

/** A server without a name is named by its key, and that is another after each start. */
function hasMoved(before: string, now: string): boolean {
  const key = /^N[A-Z2-7]{55}$/;
  return before !== now && !(key.test(before) && key.test(now));
}

/** The connection that is waited for. */
function createOpened() {
  let isSettled = false;
  let tell: (nc: NatsConnection) => void = () => undefined;
  const connection = new Promise<NatsConnection>((settle) => {
    tell = settle;
  });
  return {
    connection,
    isSettled: () => isSettled,
    settle(nc: NatsConnection) {
      isSettled = true;
      tell(nc);
    },
  };
}
