import { pageAddress } from "./pages";

/** What a stream's page shows of it. */
export type StreamTab = "overview" | "messages" | "subjects" | "config";

/** The ways to look at a stream, in their order. */
export const streamTabs: readonly { name: StreamTab; words: string }[] = [
  { name: "overview", words: "Overview" },
  { name: "messages", words: "Messages" },
  { name: "subjects", words: "Subjects" },
  { name: "config", words: "Configuration" },
];

/** The address of a page of a stream. */
export function streamTabAddress(
  connectionId: string,
  stream: string,
  tab: StreamTab = "overview",
): string {
  const address = `${pageAddress("streams", connectionId)}/${encodeURIComponent(stream)}`;
  return tab === "overview" ? address : `${address}/${tab}`;
}
