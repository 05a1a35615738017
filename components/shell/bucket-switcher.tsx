"use client";

import { useRouter } from "next/navigation";
import { useFormat } from "@/components/ui/use-format";
import { bucketAddress } from "@/lib/url/kv";
import { storeAddress } from "@/lib/url/objects";
import type { Finding } from "./crumb";
import { find } from "./find";
import { Finder } from "./finder";
import { MarkedName } from "./marked-name";
import { useNames } from "./use-names";

type Props = Finding & { connectionId: string; bucket: string; isStore: boolean };

const most = 50;
const kinds = {
  bucket: { names: "buckets", words: "a bucket", address: bucketAddress },
  store: { names: "stores", words: "an object store", address: storeAddress },
} as const;

/** Another bucket, or another object store, of the connection. */
export function BucketSwitcher(props: Props) {
  const { connectionId, bucket, isStore, query, onQuery, onClose } = props;
  const kind = kinds[isStore ? "store" : "bucket"];
  const router = useRouter();
  const format = useFormat();
  const { names, problem } = useNames(connectionId);
  const items = (names?.[kind.names] ?? []).map((name) => ({ id: name, text: name }));
  const { hits, total } = find(items, query, most);
  return (
    <Finder
      label={`Find ${kind.words}`}
      placeholder={`Find ${kind.words}`}
      query={query}
      onQuery={onQuery}
      hits={hits}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose();
        if (id !== bucket) router.push(kind.address(connectionId, id));
      }}
      row={({ item, ranges }) => (
        <span className={`min-w-0 grow ${item.id === bucket ? "font-medium" : ""}`}>
          <MarkedName text={item.text} ranges={ranges} />
          {item.id === bucket && <span className="sr-only">, the one you are on</span>}
        </span>
      )}
      empty={
        names
          ? "Nothing of this name. Clear the field to see all."
          : (problem ?? "Reading the list.")
      }
      foot={
        total > most && (
          <p className="border-line border-t px-3.5 py-2 text-small text-soft">
            {most} of {format.count(total)}: type more of the name.
          </p>
        )
      }
    />
  );
}
