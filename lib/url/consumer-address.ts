import { pageAddress } from "./pages";

/** The address of the page of one consumer. */
export function consumerPageAddress(
  connectionId: string,
  stream: string,
  consumer: string,
): string {
  const [ofStream, ofConsumer] = [stream, consumer].map(encodeURIComponent);
  return `${pageAddress("streams", connectionId)}/${ofStream}/consumers/${ofConsumer}`;
}

/** More rows than a window shows: the rest may come after them. */
const firstRows = 200;

/** Where the console tells which consumers are furthest behind, before it tells of all. */
export function worstConsumersAddress(connectionId: string): string {
  return `/api/c/${encodeURIComponent(connectionId)}/consumers?worst=${firstRows}`;
}
