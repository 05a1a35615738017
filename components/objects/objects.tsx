"use client";

import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { Split, type SplitDetail } from "@/components/ui/split";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import { heardOf, linksTo } from "./objects-heard";
import { ObjectsList } from "./objects-list";
import { useObjects } from "./use-objects";
import type { ObjectsLook } from "./use-objects-view";

// What an object is read and changed by weighs more than the list, and most begin with the list.
const ObjectPane = lazy(async () => ({ default: (await import("./object-pane")).ObjectPane }));

type Props = {
  connectionId: string;
  bucket: string;
  store: StoreDetail | undefined;
  look: ObjectsLook;
};

/** The objects of a store, and one of them beside. */
export function Objects({ connectionId, bucket, store, look }: Props) {
  const { told, listAll } = useObjects(connectionId, bucket);
  const name = look.object;
  const waiting = <Skeleton className="h-64 w-full" />;
  const opened: SplitDetail | undefined =
    name === undefined
      ? undefined
      : {
          id: name,
          title: <bdi className="break-all">{showControls(name)}</bdi>,
          content: (
            <Suspense fallback={waiting}>
              {store ? (
                <ObjectPane
                  key={name}
                  {...{ connectionId, store, name }}
                  heard={heardOf(told, name)}
                  links={linksTo(told.objects, bucket, name)}
                  onClose={() => look.open(undefined)}
                  onRenamed={look.open}
                />
              ) : (
                waiting
              )}
            </Suspense>
          ),
        };
  return (
    <Split detail={opened} storageKey="objects" onClose={() => look.open(undefined)}>
      <ObjectsList {...{ connectionId, bucket, store, look, told, listAll }} />
    </Split>
  );
}
