/** A server without a name is named by its key of 56 letters, of which nobody reads more than a few. */
export function formatServerName(name: string): string {
  return /^N[A-Z2-7]{55}$/.test(name) ? `${name.slice(0, 8)}…` : name;
}
