"use client";

import { lazy } from "react";

/** The form of a store's settings; what changes is shown before it is sent. */
export const EditStoreDialog = lazy(async () => ({
  default: (await import("./edit-store-dialog")).EditStoreDialog,
}));

/** Asks for the store's name, then closes it for ever. */
export const SealStoreDialog = lazy(async () => ({
  default: (await import("./seal-store-dialog")).SealStoreDialog,
}));

/** Asks for the store's name, then removes it. */
export const DeleteStoreDialog = lazy(async () => ({
  default: (await import("./delete-store-dialog")).DeleteStoreDialog,
}));

/** Looks for chunks that belong to nothing, then removes them. */
export const OrphansDialog = lazy(async () => ({
  default: (await import("./orphans-dialog")).OrphansDialog,
}));
