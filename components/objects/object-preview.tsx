"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Payload } from "@/components/payload/payload";
import { Button } from "@/components/ui/button";
import { PayloadView } from "@/components/ui/payload-view";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { showControls } from "@/lib/format/payload";
import type { ObjectInfo } from "@/lib/model/objects";
import { storeStreamPrefix } from "@/lib/model/store-row";
import { objectQuery, objectStartQuery } from "@/lib/queries/object-one";
import { isPicture, isText } from "./object-type";

type Props = { connectionId: string; info: ObjectInfo };

const kib = 1_024;
const mib = 1_024 * kib;
/** What is shown of a larger object. */
const startBytes = 256 * kib;
const textUnaskedBytes = mib;
const pictureUnaskedBytes = 5 * mib;
/** More in one view would hold up the page. */
const mostBytes = 16 * mib;

/** What an object holds, or the beginning of it; of a link what it leads to. */
export function ObjectPreview({ connectionId, info }: Props) {
  if (!info.link) return <Preview {...{ connectionId, info }} of={info} />;
  if (info.link.name === undefined) {
    return <p className="text-soft">It leads to a whole store, and holds nothing itself.</p>;
  }
  const { bucket, name } = info.link;
  return <LinkPreview {...{ connectionId, info, bucket, name }} />;
}

/** A link says nothing of how large or of what kind that is what it leads to. */
function LinkPreview(props: Props & { bucket: string; name: string }) {
  const { connectionId, info, bucket, name } = props;
  const { data: target, error } = useQuery(objectQuery(connectionId, bucket, name));
  if (error) return <Problem words={describeError(error)} />;
  if (target === undefined) return <Skeleton className="h-40 w-full" />;
  if (target === null || target.link) {
    const why = target === null ? "is not there" : "is itself a link";
    return (
      <p className="text-attention">
        <span aria-hidden="true">◆ </span>
        What it leads to {why}: {bucket}/{showControls(name)}
      </p>
    );
  }
  return <Preview {...{ connectionId, info }} of={target} />;
}

type PreviewProps = Props & {
  /** Where the bytes are. */
  of: ObjectInfo;
};

function Preview({ connectionId, info, of }: PreviewProps) {
  const format = useFormat();
  const sizeBytes = Number(of.sizeBytes);
  const [asked, setAsked] = useState(() => unasked(of));
  const first = isPicture(of) && sizeBytes <= mostBytes ? sizeBytes : startBytes;
  if (sizeBytes === 0) return <p className="text-small text-soft">Empty: 0 B</p>;
  if (asked === 0) {
    return (
      <div>
        <Button onClick={() => setAsked(Math.min(first, sizeBytes))}>
          {first >= sizeBytes
            ? `Show all ${format.bytesText(sizeBytes)}`
            : `Show the first ${format.bytesText(first)} of ${format.bytesText(sizeBytes)}`}
        </Button>
      </div>
    );
  }
  return (
    <section aria-label="Preview" className="grid min-w-0 gap-2">
      {asked < sizeBytes && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-soft">
          <span>
            The first {format.bytesText(asked)} of {format.bytesText(sizeBytes)}
          </span>
          {sizeBytes <= mostBytes && (
            <Button kind="quiet" onClick={() => setAsked(sizeBytes)}>
              Show all
            </Button>
          )}
        </div>
      )}
      <Start key={asked} {...{ connectionId, info, asked }} />
    </section>
  );
}

function Start({ connectionId, info, asked }: Props & { asked: number }) {
  const { data, error, refetch } = useQuery(objectStartQuery(connectionId, info, asked));
  if (error) {
    return (
      <Problem
        words={describeError(error)}
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    );
  }
  if (!data) return <Skeleton className="h-40 w-full" />;
  const { bytes, isWhole } = data;
  const view = { bytes, name: info.name, limitBytes: mostBytes, isKeptElsewhere: true };
  // What is cut can't be unpacked.
  if (!isWhole) return <PayloadView {...view} />;
  const scope = { stream: `${storeStreamPrefix}${info.bucket}`, subject: info.name };
  return <Payload {...view} scope={scope} />;
}

/** How much is read before somebody asks for it. */
function unasked(of: ObjectInfo): number {
  const sizeBytes = Number(of.sizeBytes);
  if (sizeBytes <= startBytes) return sizeBytes;
  if (isPicture(of)) return sizeBytes <= pictureUnaskedBytes ? sizeBytes : 0;
  return isText(of) && sizeBytes <= textUnaskedBytes ? startBytes : 0;
}
