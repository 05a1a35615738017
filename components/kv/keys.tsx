"use client";

import { lazy, Suspense } from "react";
import { Split, type SplitDetail } from "@/components/ui/split";
import type { AppError } from "@/lib/errors/app-error";
import { showControls } from "@/lib/format/payload";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { BucketWaiting } from "./bucket-waiting";
import { KeysList } from "./keys-list";
import { useKeysView } from "./use-keys-view";

// What a key is read and edited by weighs more than the list, and most begin with the list.
const EntryPane = lazy(async () => ({ default: (await import("./entry")).EntryPane }));

type Props = {
  connectionId: string;
  bucket: string;
  detail: BucketDetail | undefined;
  /** Why there are no details, or no newer ones. */
  problem: AppError | undefined;
};

/** The keys of a bucket, and one of them beside. */
export function Keys({ connectionId, bucket, detail, problem }: Props) {
  const look = useKeysView();
  const openKey = look.table.row;
  const close = () => look.openKey(undefined);
  const opened: SplitDetail | undefined =
    openKey === undefined
      ? undefined
      : {
          id: openKey,
          title: <span className="break-all font-mono">{showControls(openKey)}</span>,
          content: (
            <Suspense fallback={<BucketWaiting problem={undefined} />}>
              {detail ? (
                <EntryPane connectionId={connectionId} bucket={detail} entryKey={openKey} />
              ) : (
                <BucketWaiting problem={problem} />
              )}
            </Suspense>
          ),
        };
  return (
    <Split detail={opened} storageKey="keys" onClose={close}>
      <KeysList {...{ connectionId, bucket, detail, look }} />
    </Split>
  );
}
