/** Something that an operator should know of, in a sentence. */
export type Trouble = {
  /** Stays the same while it is the same trouble. */
  id: string;
  severity: "trouble" | "attention" | "info";
  title: string;
  detail: string;
  /** `streams` where it is the same trouble of many. */
  about?: { stream?: string; server?: string; streams?: string[] };
  /** What to do. */
  hint?: string;
};
