"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { CommandLacks } from "@/components/ui/command-lacks";
import { readable } from "@/components/ui/config-preview";
import { Dialog } from "@/components/ui/dialog";
import { DiffDialog } from "@/components/ui/diff-dialog";
import { DifferencesDialog } from "@/components/ui/differences-dialog";
import { Problem } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import { isChangedElsewhere } from "@/lib/errors/is-changed-elsewhere";
import { fromMetadata } from "@/lib/format/metadata-lines";
import type { BucketDetail, BucketPreview, WrittenBucket } from "@/lib/model/kv-bucket";
import type { StreamRow } from "@/lib/model/streams";
import { bucketRows } from "@/lib/queries/bucket-rows";
import { bucketQuery, previewBucketMutation, updateBucketMutation } from "@/lib/queries/kv-buckets";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { commandLacks, editCommand } from "./bucket-command";
import { checkBucketDraft, rebaseDraft, toBucketDraft, toSettings } from "./bucket-draft";
import { BucketFields } from "./bucket-fields";
import { useBucketReasons } from "./use-bucket-reasons";

type Props = { connectionId: string; bucket: BucketDetail; onClose: () => void };

/** The form of a bucket's settings; what changes is shown before it is sent, and compared with a fresh read. */
export function EditBucketDialog({ connectionId, bucket, onClose }: Props) {
  const client = useQueryClient();
  const connection = useConnection(connectionId);
  // The page reads it anew all the time; what is changed is what was opened.
  const [opened, setOpened] = useState(bucket);
  const [draft, setDraft] = useState(() => toBucketDraft(bucket.settings));
  const [preview, setPreview] = useState<BucketPreview>();
  const [changed, setChanged] = useState<WrittenBucket>();
  const look = useMutation(previewBucketMutation());
  const update = useMutation(updateBucketMutation(client, connectionId));
  const { name } = opened.settings;
  const settings = toSettings(draft, opened.settings);
  const edit = { settings, opened: opened.config };
  const readAnew = async () => {
    const fresh = await client.fetchQuery({ ...bucketQuery(connectionId, name), staleTime: 0 });
    update.reset();
    setPreview(undefined);
    setDraft(rebaseDraft(draft, opened.settings, fresh.settings));
    setOpened(fresh);
  };
  if (changed) {
    return (
      <DifferencesDialog
        what={`Bucket ${name}`}
        verb="changed"
        differences={changed.differences}
        onClose={onClose}
      />
    );
  }
  if (preview) {
    return (
      <DiffDialog
        title={`Change bucket ${name}`}
        change={readable(preview)}
        production={connection?.production ? connection.label : undefined}
        isBusy={update.isPending}
        problem={update.error ? describeError(update.error) : undefined}
        on={{
          save: () =>
            update.mutate(edit, {
              onSuccess: (made) => (made.differences.length > 0 ? setChanged(made) : onClose()),
            }),
          cancel: () => setPreview(undefined),
        }}
      >
        <p>What is not named here stays as it is, also what this console has no field for.</p>
        <div className="mt-3 text-ink">
          <CliCommand words={editCommand(opened.settings, settings)} />
          <CommandLacks lacks={commandLacks(opened.settings, settings)} />
        </div>
        {isChangedElsewhere(update.error) && (
          <div className="mt-3">
            <Button onClick={() => void readAnew()}>Read it anew</Button>
          </div>
        )}
      </DiffDialog>
    );
  }
  return (
    <Form
      {...{ connectionId, opened, draft, onClose }}
      onChange={(changes) => setDraft({ ...draft, ...changes })}
      problem={look.error}
      onNext={() => look.mutate(edit, { onSuccess: setPreview })}
    />
  );
}

const none: readonly StreamRow[] = [];

type FormProps = {
  connectionId: string;
  opened: BucketDetail;
  draft: ReturnType<typeof toBucketDraft>;
  problem: AppError | null;
  onChange: (changes: Partial<ReturnType<typeof toBucketDraft>>) => void;
  onNext: () => void;
  onClose: () => void;
};

function Form({ connectionId, opened, draft, problem, onChange, onNext, onClose }: FormProps) {
  const { data: streams = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const [isSaid, setSaid] = useState(false);
  const { settings } = opened;
  const reasons = useBucketReasons(connectionId, { draft, opened: settings });
  const faults = checkBucketDraft(draft, { others: [], opened: settings });
  return (
    <Dialog title={`Edit bucket ${settings.name}`} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          setSaid(true);
          if (Object.keys(faults).length === 0) onNext();
        }}
      >
        <BucketFields
          {...{ draft, faults, reasons, isSaid, onChange }}
          isClustered={streams.some(({ group }) => group !== undefined)}
          others={bucketRows(streams).map(({ name }) => name)}
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
