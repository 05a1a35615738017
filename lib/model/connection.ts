import type { RoleName, SubjectNames } from "./role";

/** A NATS system that the console can look at, without anything secret. */
export type ConnectionSummary = {
  id: string;
  label: string;
  source: ConnectionSource;
  transport: Transport;
  /** In the order in which they are tried, without user info. */
  addresses: readonly string[];
  status: ConnectionStatus;
  /** Chosen by its owner, to tell it from the others at a glance. */
  colour?: ConnectionColour | undefined;
  /** Asks twice before it changes anything. */
  production: boolean;
  /** Nobody changes anything here, whatever their role. */
  readOnly: boolean;
  isDefault: boolean;
  access: Access;
};

/** Through the console, or by the browser itself. */
export type Transport = "gateway" | "direct";

/** Where the console learned of a connection: only what was saved here can be edited here. */
export type ConnectionSource = "embedded" | "environment" | "context" | "config" | "saved";

/** What the person who asked may do on a connection, and under which names. */
export type Access = SubjectNames & {
  role: RoleName;
  readOnly: boolean;
  /** The owner's own subjects that a reader may tail, and a publisher publish to. */
  tailSubjects: readonly string[];
  publishSubjects: readonly string[];
};

/** Told apart in both themes, and by most colour-blind eyes. */
export const connectionColours = ["red", "amber", "green", "teal", "blue", "violet"] as const;

/** One of the colours. */
export type ConnectionColour = (typeof connectionColours)[number];

/** What the server's own, always open connection to NATS is doing; a direct one has none. */
export type ConnectionStatus =
  | { state: "connecting" }
  | {
      state: "connected";
      sinceMs: number;
      server: ServerIdentity;
      /** Which of the addresses answers, without user info. */
      address: string;
      rttMs?: number | undefined;
    }
  | { state: "lost"; sinceMs: number; why: string }
  | { state: "refused"; sinceMs: number; why: string }
  | { state: "direct"; address: string };

/** Who answered, from the server's INFO. */
export type ServerIdentity = {
  id: string;
  name: string;
  version: string;
  cluster?: string;
  jetstream: boolean;
};

/** Every connection, and what may be done with the list. */
export type ConnectionList = {
  connections: ConnectionSummary[];
  /** Why connections can't be added and changed here; undefined where they can. */
  fixed?: string | undefined;
  /** What is wrong with the configuration file, or with what was saved. */
  problems: ConnectionProblem[];
};

/** A part of a configuration that is not used, and why. */
export type ConnectionProblem = {
  /** A file, or what it stands for. */
  where: string;
  line?: number;
  /** `connections[2].auth.password`, where it is about a field. */
  field?: string;
  why: string;
  what: string;
};
