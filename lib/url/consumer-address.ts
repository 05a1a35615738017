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
