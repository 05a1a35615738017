"use client";

import { usePathname } from "next/navigation";
import type { AskingUpload, Upload } from "@/lib/model/uploads";
import { uploads as queue } from "@/lib/queries/uploads";
import { storeAddress } from "@/lib/url/objects";
import { ReplaceDialog } from "./replace-dialog";

type Props = {
  uploads: readonly Upload[];
  /** One that somebody wants to be asked about. */
  asked: number | undefined;
  onAnswered: () => void;
};

/**
 * Asks by itself for those whose names were taken when they were chosen, all together. For one that was taken while it
 * was sent it does so only where its store is looked at: elsewhere its row tells, and nobody is interrupted.
 */
export function ReplaceQuestion({ uploads, asked, onAnswered }: Props) {
  const pathname = usePathname();
  const asking = uploads.filter(isAsking);
  const one = asking.find(({ id }) => id === asked);
  const isHere = ({ connectionId, bucket }: Upload) =>
    pathname === storeAddress(connectionId, bucket);
  const news = asking.find((upload) => upload.state.isNews && isHere(upload));
  const together = one ? [one] : findTogether(uploads, asking);
  const shown = together.length === 0 && news ? [news] : together;
  if (shown.length === 0) return null;
  const ids = shown.map(({ id }) => id);
  return (
    <ReplaceDialog
      key={ids.join()}
      uploads={shown}
      onAnswer={(answer) => {
        queue.answer(ids, answer);
        onAnswered();
      }}
      onClose={() => {
        if (!one) queue.answer(ids, { is: "skip" });
        onAnswered();
      }}
    />
  );
}

/** Those of one store, once all are looked up. */
function findTogether(
  uploads: readonly Upload[],
  asking: readonly AskingUpload[],
): readonly AskingUpload[] {
  const fresh = asking.filter(({ state }) => !state.isNews);
  const [first] = fresh;
  if (!first || uploads.some(({ state }) => state.is === "looking")) return [];
  return fresh.filter(
    ({ connectionId, bucket }) => connectionId === first.connectionId && bucket === first.bucket,
  );
}

function isAsking(upload: Upload): upload is AskingUpload {
  return upload.state.is === "asking";
}
