"use client";

import { lazy } from "react";

/** The form of a bucket's settings; what changes is shown before it is sent. */
export const EditBucketDialog = lazy(async () => ({
  default: (await import("./edit-bucket-dialog")).EditBucketDialog,
}));

/** Asks for the bucket's name, then removes it. */
export const DeleteBucketDialog = lazy(async () => ({
  default: (await import("./delete-bucket-dialog")).DeleteBucketDialog,
}));

/** Counts what is left of deleted keys, then removes it. */
export const CompactDialog = lazy(async () => ({
  default: (await import("./compact-dialog")).CompactDialog,
}));
