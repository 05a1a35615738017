"use client";

import { Payload } from "@/components/payload/payload";
import { useFormat } from "@/components/ui/use-format";
import type { HeaderLine } from "@/lib/model/publish";

type Props = {
  message: { headers: readonly HeaderLine[]; payload: Uint8Array; sizeBytes: number };
  /** What a file of the payload is called. */
  name: string;
  isOpen: boolean;
};

/** Headers and payload of a message that came. */
export function MessageParts({ message, name, isOpen }: Props) {
  const format = useFormat();
  const { headers, payload, sizeBytes } = message;
  return (
    <details open={isOpen} className="mt-1">
      <summary className="cursor-pointer text-small text-soft">
        {headers.length === 0 ? "Payload" : `${format.exact(headers.length)} headers, payload`}
      </summary>
      {headers.length > 0 && (
        <dl className="my-1.5 grid grid-cols-[auto_1fr] gap-x-3 font-mono text-small">
          {headers.slice(0, 100).map(({ name: header, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name can come twice.
            <div key={at} className="contents">
              <dt className="break-words text-soft">{header}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {payload.length < sizeBytes && (
        <p className="text-attention text-small">
          The first {format.bytesText(payload.length)} of {format.bytesText(sizeBytes)}
        </p>
      )}
      <Payload bytes={payload} name={name} />
    </details>
  );
}
