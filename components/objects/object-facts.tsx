"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { AgeOf } from "@/components/shell/now";
import { CopyInline } from "@/components/ui/copy-button";
import { useFormat } from "@/components/ui/use-format";
import { showControls } from "@/lib/format/payload";
import type { ObjectInfo } from "@/lib/model/objects";
import { storeAddress } from "@/lib/url/objects";
import { objectType } from "./object-type";

type Props = { connectionId: string; info: ObjectInfo; links: readonly string[] };

/** What is known of an object beside what it holds. */
export function ObjectFacts({ connectionId, info, links }: Props) {
  const { description, headers, metadata, link, digest, nuid } = info;
  return (
    <div className="grid min-w-0 gap-4">
      {description !== "" && <p className="max-w-prose break-words">{showControls(description)}</p>}
      <dl className="flex flex-wrap gap-x-6 gap-y-2">
        {link && (
          <Fact name="Link to">
            <Target connectionId={connectionId} link={link} />
          </Fact>
        )}
        <Figures info={info} />
      </dl>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1 text-small empty:hidden">
        {digest !== "" && <Exact name="Digest" value={digest} />}
        {nuid !== "" && <Exact name="NUID" value={nuid} />}
        {links.length > 0 && (
          <>
            <dt className="text-soft">Linked by</dt>
            <dd className="min-w-0">
              {links.map((name) => (
                <Link
                  key={name}
                  href={storeAddress(connectionId, info.bucket, name)}
                  prefetch={false}
                  className="block break-all text-accent underline-offset-4 hover:underline"
                >
                  {showControls(name)}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
      <Pairs title="Headers" pairs={Object.entries(headers)} />
      <Pairs
        title="Metadata"
        pairs={Object.entries(metadata).map(([key, value]) => [key, [value]])}
      />
    </div>
  );
}

function Figures({ info }: { info: ObjectInfo }) {
  const format = useFormat();
  const { link, sizeBytes, chunks, chunkBytes, timeNs, revision } = info;
  const timeMs = Number(timeNs / 1_000_000n);
  const type = objectType(info);
  return (
    <>
      {!link && (
        <>
          <Fact name="Size" title={`${format.exact(sizeBytes)} bytes`}>
            {format.bytesText(sizeBytes)}
          </Fact>
          <Fact name="Chunks">
            {format.exact(chunks)}
            {chunkBytes !== undefined && chunks > 0 && (
              <span className="text-soft"> × {format.bytesText(chunkBytes)}</span>
            )}
          </Fact>
        </>
      )}
      {type !== "" && <Fact name="Type">{showControls(type)}</Fact>}
      <Fact name="Revision">{format.exact(revision)}</Fact>
      <Fact name="Modified">
        {format.moment(timeMs)}{" "}
        <span className="text-soft">
          (<AgeOf timeMs={timeMs} />)
        </span>
      </Fact>
    </>
  );
}

type TargetProps = { connectionId: string; link: NonNullable<ObjectInfo["link"]> };

function Target({ connectionId, link: { bucket, name } }: TargetProps) {
  return (
    <Link
      href={storeAddress(connectionId, bucket, name)}
      prefetch={false}
      className="break-all text-accent underline-offset-4 hover:underline"
    >
      {name === undefined ? `the store ${bucket}` : `${bucket}/${showControls(name)}`}
    </Link>
  );
}

function Fact({ name, title, children }: { name: string; title?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-soft text-tiny">{name}</dt>
      <dd title={title} className="text-small tabular-nums">
        {children}
      </dd>
    </div>
  );
}

function Exact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="flex min-w-0 items-center gap-x-1">
        <span className="min-w-0 break-all font-mono">{showControls(value)}</span>
        <CopyInline
          word=""
          label={`Copy ${name === "NUID" ? name : name.toLowerCase()}`}
          text={() => value}
        />
      </dd>
    </>
  );
}

type PairsProps = { title: string; pairs: [string, string[]][] };

function Pairs({ title, pairs }: PairsProps) {
  if (pairs.length === 0) return null;
  return (
    <section aria-label={title} className="grid min-w-0 gap-1.5">
      <h3 className="font-semibold">{title}</h3>
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1 text-small">
        {pairs.map(([name, values]) => (
          <div key={name} className="contents">
            <dt className="break-all font-mono text-soft">{showControls(name)}</dt>
            <dd className="min-w-0">
              {values.map((value, index) => (
                // A header may hold the same value twice.
                // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
                <span key={index} className="block break-all font-mono">
                  {showControls(value)}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
