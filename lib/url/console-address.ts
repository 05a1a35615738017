/** Where the console tells all that it knows of a connection. */
export function overviewAddress(connectionId: string): string {
  return `${collected(connectionId)}/overview`;
}

/** As many as come at once without being felt; of more, the rest may come after them. */
const firstRows = 1_000;

/** Where it tells which consumers are furthest behind, before it tells of all. */
export function worstConsumersAddress(connectionId: string): string {
  return `${collected(connectionId)}/consumers?worst=${firstRows}`;
}

function collected(connectionId: string): string {
  return `/api/c/${encodeURIComponent(connectionId)}`;
}
