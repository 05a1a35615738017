"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { lazy, Suspense } from "react";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { StoreDetail } from "@/lib/model/object-store";
import { storeQuery } from "@/lib/queries/stores";
import { storeParams } from "@/lib/url/objects";
import { pageAddress } from "@/lib/url/pages";
import { AddLinkButton } from "./add-link";
import { DropZone } from "./drop-zone";
import { Objects } from "./objects";
import { StoreActions } from "./store-actions";
import { StoreFrame } from "./store-frame";
import { UploadButton } from "./upload-button";
import { type ObjectsLook, useObjectsView } from "./use-objects-view";

const StoreSettings = lazy(async () => ({
  default: (await import("./store-settings")).StoreSettings,
}));

type Props = { connectionId: string; bucket: string };

/** One object store: its objects, how it is set, and what can be done with it. */
export function Store({ connectionId, bucket }: Props) {
  const { data: store, error } = useQuery(storeQuery(connectionId, bucket));
  const [{ tab }] = useQueryStates({ tab: storeParams.tab });
  const look = useObjectsView();
  const isGone = error?.kind === "not-found" || error?.kind === "bad-name";
  return (
    <StoreFrame
      {...{ connectionId, bucket, store, tab }}
      actions={store && !isGone && <Actions {...{ connectionId, store, tab, look }} />}
    >
      {isGone ? (
        <Problem
          words={describeError(error)}
          action={
            <Link
              href={pageAddress("objects", connectionId)}
              prefetch={false}
              className="text-accent underline underline-offset-4"
            >
              All object stores
            </Link>
          }
        />
      ) : (
        <Shown {...{ connectionId, bucket, store, tab, look }} problem={error ?? undefined} />
      )}
    </StoreFrame>
  );
}

type Tab = "objects" | "settings";
type ActionsProps = { connectionId: string; store: StoreDetail; tab: Tab; look: ObjectsLook };

function Actions({ connectionId, store, tab, look }: ActionsProps) {
  const folder = folderOf(look);
  return (
    <>
      {tab === "objects" && (
        <>
          <UploadButton {...{ connectionId, store, folder }} />
          <AddLinkButton {...{ connectionId, store, folder }} onLinked={look.open} />
        </>
      )}
      <StoreActions {...{ connectionId, store }} />
    </>
  );
}

type ShownProps = Props & {
  store: StoreDetail | undefined;
  problem: AppError | undefined;
  tab: Tab;
  look: ObjectsLook;
};

function Shown({ connectionId, bucket, store, problem, tab, look }: ShownProps) {
  if (tab === "objects") {
    return (
      <DropZone {...{ connectionId, store }} folder={folderOf(look)}>
        {problem && !store && (
          <div className="mb-3">
            <Problem words={describeError(problem)} />
          </div>
        )}
        <Objects {...{ connectionId, bucket, store, look }} />
      </DropZone>
    );
  }
  if (store) {
    return (
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <StoreSettings {...{ connectionId, store }} />
      </Suspense>
    );
  }
  return problem ? (
    <Problem words={describeError(problem)} />
  ) : (
    <Skeleton className="h-64 w-full" />
  );
}

/** Where what is new is put: into the folder that is looked into. */
function folderOf({ shape, folder }: ObjectsLook): string {
  return shape === "folders" ? folder : "";
}
