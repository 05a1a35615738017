import type { HeldBy } from "./consumers";

/** Something that an operator should know of, in a sentence. */
export type Trouble = {
  /** Stays the same while it is the same trouble. */
  id: string;
  severity: "trouble" | "attention" | "info";
  title: string;
  detail: string;
  /** `streams` where it is the same trouble of many, and `heldBy` where it is that of many consumers. */
  about?: {
    stream?: string;
    consumer?: string;
    server?: string;
    streams?: string[];
    heldBy?: HeldBy;
  };
  /** What to do. */
  hint?: string;
};
