"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { fromMetadata } from "@/lib/format/metadata-lines";
import type { StoreSettings } from "@/lib/model/object-store";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { checkStoreDraft, type StoreDraft, storeReasons } from "./store-draft";
import { StoreFields } from "./store-fields";

type Props = {
  connectionId: string;
  settings: StoreSettings;
  draft: StoreDraft;
  problem: AppError | null;
  onChange: (changes: Partial<StoreDraft>) => void;
  onNext: () => void;
  onClose: () => void;
};

/** What can be changed of a store that there is. */
export function EditStoreForm(props: Props) {
  const { connectionId, settings, draft, problem, onChange, onNext, onClose } = props;
  const { data: isClustered = false } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) =>
      snapshot?.streams.value?.some(({ group }) => group !== undefined) ?? false,
  });
  const status = useLinkStatus(connectionId);
  const version = status.state === "connected" ? status.server.version : undefined;
  const [isSaid, setSaid] = useState(false);
  const faults = checkStoreDraft(draft, undefined);
  return (
    <Dialog title={`Edit object store ${settings.name}`} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setSaid(true);
          if (Object.keys(faults).length === 0) onNext();
        }}
      >
        <StoreFields
          {...{ draft, faults, isSaid, isClustered, onChange }}
          reasons={storeReasons(version, settings)}
          untyped={Object.keys(fromMetadata(settings.metadata).untyped)}
        />
        {problem && <Problem words={describeError(problem)} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Review changes
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
