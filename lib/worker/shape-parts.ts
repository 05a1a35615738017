import type { AppError } from "@/lib/errors/app-error";
import { eventKinds, type SystemEvent } from "@/lib/model/events";
import type { StreamGroup } from "@/lib/model/streams";
import { big, flag, list, maybe, number, object, oneOf, shapeOf, text } from "./shape";

/** The console is of the same release as this page: an error's words are looked at, its fields are not counted. */
export const error = object([["kind" satisfies keyof AppError, text]]);

/** The servers that hold a stream or a consumer. */
export const group = object(
  shapeOf<StreamGroup>({
    leader: maybe(text),
    followers: list(
      object(
        shapeOf<StreamGroup["followers"][number]>({
          ...{ name: text, isCurrent: flag, isOffline: flag, lag: big },
        }),
      ),
    ),
  }),
);

/** What NATS told of itself. */
export const event = object(
  shapeOf<SystemEvent>({
    ...{ id: text, firstMs: number, lastMs: number, count: number, kind: oneOf(eventKinds) },
    severity: oneOf(["info", "attention", "trouble"]),
    ...{ stream: maybe(text), consumer: maybe(text), server: maybe(text), leader: maybe(text) },
    ...{ sequence: maybe(big), deliveries: maybe(number), reason: maybe(text) },
    change: maybe(text),
  }),
);
