import type { NamedConsumer } from "@/lib/url/consumers";

/** What somebody does on the map. */
export type HeatActs = {
  open: (consumer: NamedConsumer) => void;
  /** A band was chosen: the consumers of its stream. */
  openStream: (stream: string) => void;
  zoom: (span: { fromMs: number; toMs: number }) => void;
  /** Back from what was zoomed into. */
  back: () => void;
};
