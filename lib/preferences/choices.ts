/** How one person wants the console to look and to begin; kept in the browser. */
export type Preferences = {
  theme: "system" | "light" | "dark";
  /** Rows of 40 or of 32 pixels. */
  density: "comfortable" | "compact";
  motion: "system" | "reduced";
  times: "local" | "utc";
  numbers: "1,234.5" | "1.234,5" | "1 234,5" | "1'234.5";
  startPage: "overview" | "connections";
  /** How much of a payload is shown without a click. */
  payloadLimitBytes: number;
  railIsNarrow: boolean;
};

/** The preferences that are one of a few. */
export type Choice = Exclude<keyof Preferences, "payloadLimitBytes" | "railIsNarrow">;

/** What each of them may be. */
export const choices: { readonly [Name in Choice]: readonly Preferences[Name][] } = {
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
  motion: ["system", "reduced"],
  times: ["local", "utc"],
  numbers: ["1,234.5", "1.234,5", "1 234,5", "1'234.5"],
  startPage: ["overview", "connections"],
};
