"use client";

import { Payload } from "@/components/payload/payload";
import { CliCommand } from "@/components/ui/cli-command";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { TailMessage } from "@/lib/model/tail";

type Props = {
  /** Null where it is kept no more. */
  message: TailMessage | null | undefined;
  error: AppError | null;
  command: readonly string[];
};

const given = {
  title: "This message is kept no more",
  detail: "Newer ones took its place before it was opened.",
  hint: "Keep more of them, or pause.",
};

/** One message that came: when, from where to where, its headers, its payload. */
export function TailMessageView({ message, error, command }: Props) {
  const format = useFormat();
  if (error) return <Problem words={describeError(error)} />;
  if (message === null) return <Problem calm words={given} />;
  if (message === undefined) return <Skeleton className="h-64 w-full" />;
  const { subject, sequence, reply, headers, body, bodyBytes, atMs, no } = message;
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
        {sequence !== undefined && <Line name="Sequence">{format.exact(sequence)}</Line>}
        <Line name={sequence === undefined ? "Received" : "Stored"}>{format.moment(atMs)}</Line>
        <Line name="Size">{format.exact(bodyBytes)} bytes</Line>
        {reply !== "" && (
          <Line name="Reply to">
            <span className="break-all font-mono">{reply}</span>
          </Line>
        )}
      </dl>
      {headers.length > 0 && (
        <section aria-label="Headers">
          <h3 className="mb-1.5 font-semibold">Headers</h3>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
            {headers.map(([name, values]) => (
              <div key={name} className="contents">
                <dt className="break-all font-mono text-soft">{name}</dt>
                <dd className="break-all font-mono">{values.join(", ")}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section aria-label="Payload">
        <h3 className="mb-1.5 font-semibold">Payload</h3>
        {body.byteLength < bodyBytes && (
          <p className="mb-2 text-attention text-small">
            Of {format.bytesText(bodyBytes)}, the first {format.bytesText(body.byteLength)} are
            kept.
          </p>
        )}
        <Payload bytes={body} name={`${subject}-${no}`} scope={{ subject }} />
      </section>
      <CliCommand words={command} />
    </div>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 tabular-nums">{children}</dd>
    </div>
  );
}
