"use client";

import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { CopyInline } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import type { ConsumerSummary } from "@/lib/model/consumers";
import type { StreamExtent } from "@/lib/model/message-page";
import { ConsumerScale } from "./consumer-scale";
import { placeWords } from "./consumer-words";
import { useNextMessage } from "./use-next-message";

type Props = {
  connectionId: string;
  now: ConsumerSummary;
  extent: StreamExtent;
  onOpen: (sequence: bigint) => void;
};

/** Where a consumer is in its stream, and the messages that it is at. */
export function ConsumerPosition({ connectionId, now, extent, onOpen }: Props) {
  const format = useFormat();
  const { ackFloor, delivered, ackPolicy } = now;
  const places = [
    { label: "Stream first", sequence: extent.first },
    ...(ackPolicy === "none" ? [] : [{ label: "Ack floor", sequence: ackFloor.streamSequence }]),
    { label: "Delivered", sequence: delivered.streamSequence },
    { label: "Stream last", sequence: extent.last },
  ];
  return (
    <Panel title="Position" note={placeWords(now, format)}>
      <ConsumerScale now={now} extent={extent} />
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-1">
        {places.map(({ label, sequence }) => (
          <div key={label}>
            <dt className="text-small text-soft">{label}</dt>
            <dd className="-mr-2 flex items-center tabular-nums">
              {format.exact(sequence)}
              <CopyInline
                label={`Copy sequence: ${label.toLowerCase()}`}
                word=""
                text={() => String(sequence)}
              />
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex flex-wrap items-start gap-2">
        {ackPolicy !== "none" && <Oldest connectionId={connectionId} now={now} onOpen={onOpen} />}
        <Next connectionId={connectionId} now={now} onOpen={onOpen} />
      </div>
    </Panel>
  );
}

type OpenProps = Omit<Props, "extent">;

/** The first that waits for its acknowledgement. */
function Oldest({ connectionId, now, onOpen }: OpenProps) {
  const against = useReasonAgainst(connectionId, `STREAM.MSG.GET.${now.stream}`);
  const next = useNextMessage(connectionId, now, now.ackFloor.streamSequence + 1n, (found) =>
    found <= now.delivered.streamSequence ? onOpen(found) : undefined,
  );
  const isGone = next.found === null || (next.found ?? 0n) > now.delivered.streamSequence;
  return (
    <Opener
      label="Open the oldest unacknowledged message"
      reason={now.ackPending === 0 ? "Nothing waits for an acknowledgement." : against}
      next={next}
      none={isGone ? "The stream does not hold it any more." : undefined}
    />
  );
}

/** The one that is delivered when somebody asks for more. */
function Next({ connectionId, now, onOpen }: OpenProps) {
  const against = useReasonAgainst(connectionId, `STREAM.MSG.GET.${now.stream}`);
  const next = useNextMessage(connectionId, now, now.delivered.streamSequence + 1n, onOpen);
  return (
    <Opener
      label="Open the next to be delivered"
      reason={now.pending === 0n ? "Everything is delivered." : against}
      next={next}
      none={next.found === null ? "The stream holds none for it any more." : undefined}
    />
  );
}

type OpenerProps = {
  label: string;
  reason: string | undefined;
  next: ReturnType<typeof useNextMessage>;
  /** Why nothing was opened. */
  none: string | undefined;
};

function Opener({ label, reason, next, none }: OpenerProps) {
  return (
    <div className="min-w-0">
      <Button reason={reason} isBusy={next.isAsking} onClick={next.ask}>
        {label}
      </Button>
      <div role="status" className="mt-1 text-small text-soft empty:hidden">
        {next.isAnswered && none}
      </div>
      {next.error && <Problem words={describeError(next.error)} />}
    </div>
  );
}
