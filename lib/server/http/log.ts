/** Where the front door says what it refused or could not do. */
export type Log = (level: "info" | "warn" | "error", message: string) => void;
