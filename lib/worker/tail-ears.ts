import type { NatsConnection } from "@nats-io/nats-core";
import type { AppError } from "@/lib/errors/app-error";
import type { TailOrder, TailState } from "@/lib/model/tail";
import type { TailWire } from "@/lib/model/tail-wire";
import { inboxPrefixOf } from "@/lib/nats/scope";
import { subscribeTail, type TailSubscription } from "@/lib/nats/tail";
import type { Link } from "./link";
import { toSubscribed } from "./tail-marks";

/** What a tail listens with, over a link that may come and go. */
export type TailEars = {
  /** Numbered as messages are told from. */
  subscribed: () => readonly { subject: string; isOpen: boolean }[];
  covered: { subject: string; by: string }[];
  refused: () => { subject: string; error: AppError }[];
  state: () => TailState;
  /** Where this connection has its inboxes. */
  inboxPrefix: () => string;
  close(): void;
};

/** Who hears what they hear. */
type Hears = {
  onMessage: (message: TailWire, from: number) => void;
  /** A time without a connection is over. */
  onGap: (gap: { fromMs: number; toMs: number; why: string }) => void;
  /** What can be told has changed. */
  onChange: () => void;
};

type Ear = {
  subject: string;
  subscription: TailSubscription | undefined;
  error: AppError | undefined;
};

/** Listens as long as there is a connection, and says when there was none. */
export function openTailEars(link: Link, order: TailOrder, hears: Hears): TailEars {
  const { subscribed, covered } = toSubscribed(order.subjects);
  const ears: Ear[] = subscribed.map((subject) => ({
    ...{ subject, subscription: undefined, error: undefined },
  }));
  let state: TailState = { state: "opening" };
  let current: NatsConnection | undefined;
  let wasListening = false;
  let lost: { fromMs: number; why: string } | undefined;
  let turn = 0;
  let isClosed = false;

  const change = (next: TailState) => {
    state = next;
    hears.onChange();
  };
  const listen = (nc: NatsConnection, ear: Ear, from: number) => {
    ear.subscription?.close();
    ear.error = undefined;
    ear.subscription = subscribeTail(nc, {
      subject: ear.subject,
      queue: order.queue,
      onMessage: (message) => hears.onMessage(message, from),
      onRefused: (error) => {
        ear.error = error;
        hears.onChange();
      },
    });
  };
  const up = async () => {
    const mine = ++turn;
    const nc = await link.nats();
    if (mine !== turn || isClosed) return;
    // What the client has, it asks for again by itself; what was refused may be allowed by now.
    for (const [from, ear] of ears.entries()) {
      if (nc !== current || ear.error) listen(nc, ear, from);
    }
    current = nc;
    await nc.flush().catch(() => undefined);
    if (mine !== turn || isClosed || nc.isClosed()) return;
    if (lost) hears.onGap({ ...lost, toMs: Date.now() });
    lost = undefined;
    wasListening = true;
    change({ state: "listening", sinceMs: Date.now() });
  };
  const leave = link.watch((status) => {
    if (status.state === "connected") {
      if (state.state !== "listening") void up();
      return;
    }
    turn++;
    const why = ("why" in status && status.why) || "There is no connection to NATS.";
    if (wasListening) lost ??= { fromMs: Date.now(), why };
    if (status.state === "connecting" && !wasListening) return change({ state: "opening" });
    change({ state: "away", sinceMs: lost?.fromMs, why });
  });

  return {
    subscribed: () => ears.map(({ subject, error }) => ({ subject, isOpen: !error })),
    covered,
    refused: () => ears.flatMap(({ subject, error }) => (error ? [{ subject, error }] : [])),
    state: () => state,
    inboxPrefix: () => (current ? inboxPrefixOf(current) : "_INBOX"),
    close() {
      isClosed = true;
      turn++;
      leave();
      for (const { subscription } of ears) subscription?.close();
    },
  };
}
