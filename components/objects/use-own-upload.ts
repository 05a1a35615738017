"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { hasEnded, type Upload } from "@/lib/model/uploads";
import { uploads } from "@/lib/queries/uploads";

type Place = { connectionId: string; bucket: string; name: string };

/** Whether this tab is uploading to an object now; what it has stored is told. */
export function useOwnUpload(place: Place, onStored: () => void): boolean {
  const all = useSyncExternalStore(uploads.watch, uploads.read, uploads.read);
  const isThis = (upload: Upload) =>
    upload.name === place.name &&
    upload.bucket === place.bucket &&
    upload.connectionId === place.connectionId;
  const hear = useEffectEvent((upload: Upload) => {
    if (isThis(upload)) onStored();
  });
  useEffect(() => uploads.watchStored((upload) => hear(upload)), []);
  return all.some((upload) => isThis(upload) && !hasEnded(upload.state));
}
