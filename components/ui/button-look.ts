/** What a button is for: the page's one action, any other, one inside a row, one that destroys. */
export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

const shape =
  "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-small font-medium select-none";

const looks: Record<ButtonKind, string> = {
  primary: "h-8 bg-accent px-3 text-page hover:opacity-90",
  plain: "h-8 border border-line bg-raised px-3 hover:bg-hover",
  quiet: "h-7 px-2 text-accent hover:bg-hover",
  danger: "h-8 border border-trouble bg-raised px-3 text-trouble hover:bg-hover",
};

const off: Record<ButtonKind, string> = {
  primary: "h-8 border border-line bg-hover px-3 text-soft cursor-default",
  plain: "h-8 border border-line bg-page px-3 text-soft cursor-default",
  quiet: "h-7 px-2 text-soft cursor-default",
  danger: "h-8 border border-line bg-page px-3 text-soft cursor-default",
};

/** The classes of a button, for links that look like one, too. */
export function buttonLook(kind: ButtonKind, isOff = false): string {
  return `${shape} ${isOff ? off[kind] : looks[kind]}`;
}
