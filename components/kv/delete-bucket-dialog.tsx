"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { dependents } from "@/lib/format/dependents";
import type { Format } from "@/lib/format/format";
import { natsCommand } from "@/lib/format/nats-command";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import type { StreamRow } from "@/lib/model/streams";
import { deleteBucketMutation } from "@/lib/queries/kv-buckets";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { pageAddress } from "@/lib/url/pages";

type Props = { connectionId: string; bucket: BucketDetail; onClose: () => void };

const none: readonly StreamRow[] = [];

/** Asks for the bucket's name, then removes it with all its keys. */
export function DeleteBucketDialog({ connectionId, bucket, onClose }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { name } = bucket.settings;
  const { data: streams = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const remove = useMutation(deleteBucketMutation(connectionId, name));
  const { republish } = bucket.settings;
  const depending = [
    ...dependents(bucket.row.stream, streams),
    ...(republish ? [`What it stores is republished to ${republish.destination}; that ends.`] : []),
  ];
  return (
    <TypedNameDialog
      verb="Delete"
      object={{ noun: "bucket", name, fact: factOf(bucket, format) }}
      isBusy={remove.isPending || remove.isSuccess}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() =>
        remove.mutate(undefined, { onSuccess: () => router.push(pageAddress("kv", connectionId)) })
      }
      onClose={onClose}
    >
      <p>Its keys and their history go with it, for good. Whoever watches it hears nothing more.</p>
      {depending.length > 0 && (
        <ul className="mt-2 grid list-disc gap-1 pl-5 text-attention">
          {depending.map((words) => (
            <li key={words} className="break-words">
              {words}
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3 text-ink">
        <CliCommand words={natsCommand(["kv", "del"], [name], ["--force"])} />
      </div>
    </TypedNameDialog>
  );
}

function factOf({ row }: BucketDetail, format: Format): string {
  const keys = row.keys === undefined ? "" : `${format.exact(row.keys)} keys, `;
  return `${keys}${format.exact(row.values)} values, ${format.bytesText(row.bytes)}`;
}
