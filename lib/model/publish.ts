import type { AppError } from "@/lib/errors/app-error";

/** A line of headers; one name may stand in several. */
export type HeaderLine = { name: string; value: string };

/** A message as it goes out, to the byte. */
export type OutgoingMessage = {
  subject: string;
  reply?: string;
  headers: HeaderLine[];
  payload: Uint8Array;
};

/** A message with places for values that are made as it goes out; bytes of a file have none. */
export type MessageTemplate = Omit<OutgoingMessage, "payload"> & { payload: string | Uint8Array };

/** What became of a message. */
export type PublishOutcome =
  /** The server took it; who heard it, core NATS does not tell. Of an inbox it tells that somebody listens there. */
  | { state: "taken"; tookMs: number; isListenedTo?: true }
  /** Nobody listens on this inbox, or not any more. */
  | { state: "unheard" }
  | {
      state: "stored";
      stream: string;
      sequence: bigint;
      isDuplicate: boolean;
      domain?: string;
      tookMs: number;
    }
  /** Nobody listens on the subject, so no stream does. */
  | { state: "no-stream" }
  /** The stream did not take it. */
  | { state: "rejected"; code: number; description: string }
  | { state: "too-large"; sizeBytes: number; maxBytes: number }
  /** It went out, and nobody knows what became of it. It is never sent again by itself (R05). */
  | { state: "unknown"; why: "lost" | "silence" | "no-acknowledgement" }
  /** It did not go out, or was refused as a whole. */
  | { state: "refused"; error: AppError };

/** Many messages, one after the other. */
export type PublishRun = {
  template: MessageTemplate;
  awaitsAck: boolean;
  count: number;
  /** Messages a second; as fast as it goes without one. */
  ratePerSec?: number;
};

/** How far a run is, and in the end what came of it. */
export type PublishTally = {
  /** How many went out. */
  sent: number;
  /** How many the server took, or a stream acknowledged. */
  taken: number;
  duplicates: number;
  failures: { outcome: PublishOutcome; count: number }[];
  /** By stream: where they were stored, from which sequence to which. */
  stored: { stream: string; first: bigint; last: bigint }[];
};

/** A request, and when its answers are all there. */
export type RequestPlan = {
  message: OutgoingMessage;
  /** After so many; without it they are listened for until it is quiet, or late. */
  most?: number;
  /** After so long without another one. */
  silenceMs?: number;
  timeoutMs: number;
};

/** One answer to a request. */
export type RequestAnswer = {
  headers: HeaderLine[];
  /** Of a big one only the beginning. */
  payload: Uint8Array;
  sizeBytes: number;
  afterMs: number;
  /** A service said that it failed (`Nats-Service-Error`). */
  serviceError?: { code: string; description: string };
  /** A word of the server's or a client's in place of an answer: 408, 404. */
  status?: { code: number; description: string };
};

/** How a request ended. */
export type RequestEnd = {
  why: "count" | "silence" | "time" | "stopped" | "no-responders" | "lost";
  answers: number;
  tookMs: number;
};

/** What answers requests until it is stopped. */
export type Responder = {
  subject: string;
  queue?: string;
  headers: HeaderLine[];
  payload: string | Uint8Array;
};

/** What a responder has done so far. */
export type ResponderState = {
  received: number;
  answered: number;
  /** Messages that asked for no answer. */
  unasked: number;
  failed: number;
  /** The newest first. */
  last: HeardRequest[];
  isLost: boolean;
};

/** A request that a responder has heard. */
export type HeardRequest = {
  n: number;
  atMs: number;
  subject: string;
  reply?: string;
  headers: HeaderLine[];
  /** Of a big one only the beginning. */
  payload: Uint8Array;
  sizeBytes: number;
};
