/** The codes with which the gateway closes a browser's socket; the words stand in the close reason. */
export const closeCodes = {
  /** The console ends; the reason says when to come back. */
  restarting: 1012,
  protocol: 4002,
  refusedTooOften: 4003,
  /** The connection was edited: open it anew, under its new names. */
  changed: 4004,
  tooSlow: 4008,
  tooMany: 4029,
  authRefused: 4401,
  tlsRefused: 4401,
  unknown: 4404,
  badServer: 4502,
  unreachable: 4503,
  /** One of several addresses refused; another one is tried next. */
  nextAddress: 4503,
} as const;

/** After these, trying again changes nothing until somebody does something. */
export const finalCloseCodes: ReadonlySet<number> = new Set([
  closeCodes.refusedTooOften,
  closeCodes.authRefused,
  closeCodes.tlsRefused,
  closeCodes.unknown,
]);

/** The words of a close, and when the browser is to come back: each is told another moment. */
export function formatComeBack(words: string, delayMs: number): string {
  return `${words.replace(/\.$/, "")}; come back in ${(delayMs / 1000).toFixed(1)} s.`;
}

/** When a close reason wants its reader back; undefined where it leaves that to them. */
export function parseComeBackMs(reason: string): number | undefined {
  const [, seconds] = /; come back in (\d+(?:\.\d+)?) s\.$/.exec(reason) ?? [];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1000);
}
