"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { CommandLacks } from "@/components/ui/command-lacks";
import { Dialog } from "@/components/ui/dialog";
import { DifferencesDialog } from "@/components/ui/differences-dialog";
import { Problem } from "@/components/ui/problem";
import { describeError } from "@/lib/errors/describe-error";
import type { WrittenBucket } from "@/lib/model/kv-bucket";
import type { StreamRow } from "@/lib/model/streams";
import { bucketRows } from "@/lib/queries/bucket-rows";
import { createBucketMutation } from "@/lib/queries/kv-buckets";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { bucketAddress } from "@/lib/url/kv";
import { addCommand, commandLacks } from "./bucket-command";
import { checkBucketDraft, emptyBucketDraft, toSettings } from "./bucket-draft";
import { BucketFields } from "./bucket-fields";
import { useBucketReasons } from "./use-bucket-reasons";

type Props = { connectionId: string; onClose: () => void };

const none: readonly StreamRow[] = [];

/** The form of a new bucket. It stays open, with all that was typed, where NATS refuses. */
export function CreateBucketDialog({ connectionId, onClose }: Props) {
  const router = useRouter();
  const { data: streams = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const [draft, setDraft] = useState(emptyBucketDraft);
  const [isSaid, setSaid] = useState(false);
  const [made, setMade] = useState<WrittenBucket>();
  const production = useProduction(connectionId, { does: "create it" });
  const create = useMutation(createBucketMutation(connectionId));
  const reasons = useBucketReasons(connectionId, { draft });
  const others = bucketRows(streams).map(({ name }) => name);
  const faults = checkBucketDraft(draft, { others });
  const settings = toSettings(draft);
  const open = (name: string) => router.push(bucketAddress(connectionId, name));
  const submit = () => {
    if (create.isPending || production.reason) return;
    setSaid(true);
    if (Object.keys(faults).length > 0) return;
    create.mutate(settings, {
      onSuccess: (bucket) => (bucket.differences.length > 0 ? setMade(bucket) : open(bucket.name)),
    });
  };
  if (made) {
    return (
      <DifferencesDialog
        what={`Bucket ${made.name}`}
        verb="created"
        differences={made.differences}
        onClose={() => open(made.name)}
      />
    );
  }
  return (
    <Dialog title="Create bucket" isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <BucketFields
          draft={draft}
          faults={faults}
          reasons={reasons}
          isSaid={isSaid}
          isClustered={streams.some(({ group }) => group !== undefined)}
          others={others}
          untyped={[]}
          onChange={(changes) => {
            create.reset();
            setDraft({ ...draft, ...changes });
          }}
        />
        <div>
          <CliCommand words={addCommand({ ...settings, name: settings.name || "NAME" })} />
          <CommandLacks lacks={commandLacks(undefined, settings)} />
        </div>
        {create.error && <Problem words={describeError(create.error)} />}
        {production.check}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" reason={production.reason} isBusy={create.isPending}>
            Create bucket
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
