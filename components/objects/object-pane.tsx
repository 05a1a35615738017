"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { NowProvider } from "@/components/shell/now";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { CopyMenu } from "@/components/ui/copy-menu";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { describeError } from "@/lib/errors/describe-error";
import { getCommand } from "@/lib/format/object-command";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { objectQuery, refreshObject } from "@/lib/queries/object-one";
import { DownloadButton } from "./download-button";
import { ObjectActions } from "./object-actions";
import { ObjectFacts } from "./object-facts";
import { ObjectNews } from "./object-news";
import { ObjectPreview } from "./object-preview";
import { ObjectReads } from "./object-reads";
import type { HeardObject } from "./objects-heard";
import { useOwnUpload } from "./use-own-upload";
import { VerifyButton } from "./verify-button";

type Props = {
  connectionId: string;
  store: StoreDetail;
  name: string;
  /** What the list says of it now. */
  heard: HeardObject;
  /** Names of links to it in this store, as far as they are known. */
  links: readonly string[];
  onClose: () => void;
  onRenamed: (name: string) => void;
};

/** One object: what it is, what it holds, and what can be done with it. */
export function ObjectPane(props: Props) {
  const { connectionId, store, name, heard } = props;
  const bucket = store.row.name;
  const client = useQueryClient();
  const { data: info, error, isFetching } = useQuery(objectQuery(connectionId, bucket, name));
  const read = () => void refreshObject(client, connectionId, bucket, name);
  const isUploading = useOwnUpload({ connectionId, bucket, name }, read);
  return (
    <NowProvider connectionId={connectionId}>
      <section
        aria-label={`Object ${showControls(name)}`}
        className="grid min-w-0 grid-cols-1 gap-4"
      >
        {error && (
          <Problem
            words={describeError(error)}
            action={<Button onClick={read}>Try again</Button>}
          />
        )}
        {info === undefined && !error && <Skeleton className="h-64 w-full" />}
        {info !== undefined && !isFetching && !isUploading && (
          <ObjectNews {...{ info, heard }} onRead={read} />
        )}
        {info === null && (
          <p className="text-soft">There is no such object in {bucket}, or it was deleted.</p>
        )}
        {info && <Whole {...props} info={info} />}
      </section>
    </NowProvider>
  );
}

function Whole({
  connectionId,
  store,
  info,
  links,
  onClose,
  onRenamed,
}: Props & { info: ObjectInfo }) {
  const bucket = store.row.name;
  const one = { connectionId, bucket, info };
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <DownloadButton {...one} />
        <VerifyButton {...one} />
        <span className="ml-auto flex flex-wrap items-center">
          <CopyMenu
            what={`object ${showControls(info.name)}`}
            name={info.name}
            json={() => info}
            command={getCommand(bucket, info.name)}
          />
          <ObjectActions {...{ connectionId, store, info, links, onRenamed }} onGone={onClose} />
        </span>
      </div>
      <ObjectReads {...one} />
      <ObjectFacts connectionId={connectionId} info={info} links={links} />
      <ObjectPreview key={String(info.revision)} connectionId={connectionId} info={info} />
      <CliCommand words={getCommand(bucket, info.name)} />
    </>
  );
}
