import { LimitBar } from "@/components/ui/limit-bar";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { Fact } from "@/components/ui/stat";
import type { Reading } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { formatBytesText } from "@/lib/format/bytes";
import { formatCount, formatExact } from "@/lib/format/number";
import type { JetStreamFigures, Use } from "@/lib/model/account";

/** The account's use of JetStream. */
export function JetStreamPanel({
  jetstream,
}: {
  jetstream: Reading<JetStreamFigures> | undefined;
}) {
  return (
    <Panel title="JetStream" note={jetstream?.ok ? jetstream.value.domain : undefined}>
      <div className="border-line border-t">
        {jetstream === undefined && <Skeleton className="mt-3 h-44 w-full" />}
        {jetstream?.ok && <Figures value={jetstream.value} />}
        {jetstream && !jetstream.ok && (
          <Problem
            calm={jetstream.error.kind === "no-jetstream"}
            words={describeError(jetstream.error)}
          />
        )}
      </div>
    </Panel>
  );
}

function Figures({ value }: { value: JetStreamFigures }) {
  return (
    <>
      <Bar label="Storage" use={value.storage} />
      <Bar label="Memory" use={value.memory} />
      <dl>
        <Fact label="Streams" value={formatCount(value.streams)} />
        <Fact label="Consumers" value={formatCount(value.consumers)} />
        <Fact
          label="API requests"
          value={formatCount(value.apiRequests)}
          exact={formatExact(value.apiRequests)}
        />
        <Fact
          label="API errors"
          value={formatCount(value.apiErrors)}
          exact={formatExact(value.apiErrors)}
        />
      </dl>
    </>
  );
}

function Bar({ label, use }: { label: string; use: Use }) {
  const { usedBytes, limitBytes } = use;
  return (
    <LimitBar
      label={label}
      used={formatBytesText(usedBytes)}
      limit={limitBytes === undefined ? undefined : formatBytesText(limitBytes)}
      share={limitBytes ? Number(usedBytes) / Number(limitBytes) : undefined}
    />
  );
}
