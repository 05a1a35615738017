"use client";

import { type AskingUpload, answerUploads, type Upload } from "@/lib/queries/uploads";
import { ReplaceDialog } from "./replace-dialog";

type Props = {
  uploads: readonly Upload[];
  /** One that somebody wants to be asked about. */
  asked: number | undefined;
  onAnswered: () => void;
};

/**
 * Asks by itself for those whose names were taken when they were chosen, all together. What was taken while it was sent
 * is told in its row: whoever is elsewhere by then is not interrupted.
 */
export function ReplaceQuestion({ uploads, asked, onAnswered }: Props) {
  const asking = uploads.filter(isAsking);
  const one = asking.find(({ id }) => id === asked);
  const together = one ? [one] : findTogether(uploads, asking);
  const [first] = together;
  if (!first) return null;
  const ids = together.map(({ id }) => id);
  return (
    <ReplaceDialog
      key={ids.join()}
      uploads={together}
      onAnswer={(answer) => {
        answerUploads(ids, answer);
        onAnswered();
      }}
      onClose={() => {
        if (!one) answerUploads(ids, { is: "skip" });
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
