"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CliCommand } from "@/components/ui/cli-command";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { dependents } from "@/lib/format/dependents";
import { natsCommand } from "@/lib/format/nats-command";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail, StoreLinks } from "@/lib/model/object-store";
import type { StreamRow } from "@/lib/model/streams";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { storeRows } from "@/lib/queries/store-rows";
import { deleteStoreMutation, linksToQuery } from "@/lib/queries/stores";
import { pageAddress } from "@/lib/url/pages";

type Props = { connectionId: string; store: StoreDetail; onClose: () => void };

const none: readonly StreamRow[] = [];

/** Asks for the store's name, then removes it with all its objects. */
export function DeleteStoreDialog({ connectionId, store, onClose }: Props) {
  const router = useRouter();
  const format = useFormat();
  const { name } = store.settings;
  const { data: streams = none } = useQuery({
    ...snapshotQuery(connectionId),
    select: ({ snapshot }) => snapshot?.streams.value,
  });
  const others = storeRows(streams).flatMap((row) => (row.name === name ? [] : row.name));
  const { data: links } = useQuery(linksToQuery(connectionId, name, others));
  const remove = useMutation(deleteStoreMutation(connectionId, name));
  const depending = [...dependents(store.row.stream, streams), ...linkWords(links)];
  return (
    <TypedNameDialog
      verb="Delete"
      object={{
        ...{ noun: "store", name },
        fact: `${format.exact(store.row.messages)} messages, ${format.bytesText(store.row.bytes)}`,
      }}
      isBusy={remove.isPending || remove.isSuccess}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => router.push(pageAddress("objects", connectionId)),
        })
      }
      onClose={onClose}
    >
      <p>Its objects go with it, for good. A download that is under way breaks off.</p>
      {depending.length > 0 && (
        <ul className="mt-2 grid list-disc gap-1 pl-5 text-attention">
          {depending.map((words) => (
            <li key={words} className="break-words">
              {words}
            </li>
          ))}
        </ul>
      )}
      {links && links.unread.length > 0 && (
        <p className="mt-2">
          Links in {links.unread.join(", ")} were not looked for: too many objects, or not readable
          here.
        </p>
      )}
      <div className="mt-3 text-ink">
        <CliCommand words={natsCommand(["object", "del"], [name], ["--force"])} />
      </div>
    </TypedNameDialog>
  );
}

/** More are counted. */
const mostNamed = 10;

function linkWords(found: StoreLinks | undefined): string[] {
  const links = found?.links ?? [];
  const more = links.length - mostNamed;
  return [
    ...links
      .slice(0, mostNamed)
      .map(
        ({ bucket, name }) => `${bucket}/${showControls(name)} links here, and leads nowhere then.`,
      ),
    ...(more > 0 ? [`${more} more links lead nowhere then.`] : []),
  ];
}
