/** The codes with which the gateway closes a browser's socket; the words stand in the close reason. */
export const closeCodes = {
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
} as const;

/** After these, trying again changes nothing until somebody does something. */
export const finalCloseCodes: ReadonlySet<number> = new Set([
  closeCodes.refusedTooOften,
  closeCodes.authRefused,
  closeCodes.tlsRefused,
  closeCodes.unknown,
]);
