import {
  accountSeries,
  consumerSeries,
  derivedSeries,
  type HistoryAnswer,
  type HistoryKept,
  streamSeries,
} from "@/lib/model/history";
import {
  flag,
  list,
  maybe,
  number,
  object,
  orNull,
  type ParsedAnswer,
  parseShape,
  shapeOf,
  text,
  variant,
} from "./shape";
import { event } from "./shape-parts";

/** The past of some series, or in what it is something else. */
export function parseHistory(json: unknown): ParsedAnswer<HistoryAnswer> {
  return parseShape(json, history);
}

const kept = object(
  shapeOf<HistoryKept>({
    state: variant<HistoryKept["state"]["kind"]>("kind", {
      on: [],
      paused: [
        ["why", text],
        ["sinceMs", number],
      ],
    }),
    levels: list(
      object([
        ["stepMs", number],
        ["sinceMs", number],
      ]),
    ),
    ...{ bytes: number, maxBytes: number, isShortened: flag },
    putAside: maybe(
      object([
        ["file", text],
        ["atMs", number],
      ]),
    ),
  }),
);

const line = list(orNull(number));
const values = maybe(
  object([
    ["min", line],
    ["max", line],
    ["last", line],
  ]),
);
const series = [...consumerSeries, ...streamSeries, ...derivedSeries, ...accountSeries];

const history = shapeOf<HistoryAnswer>({
  ...{ atMs: list(number), stepMs: number, events: list(event), kept },
  values: object(series.map((name) => [name, values] as const)),
});
