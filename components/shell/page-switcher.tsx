"use client";

import { useRouter } from "next/navigation";
import { type PageName, pageAddress, pages } from "@/lib/url/pages";
import type { Finding } from "./crumb";
import { find } from "./find";
import { Finder } from "./finder";
import { Keys } from "./keys";
import { MarkedName } from "./marked-name";

type Props = Finding & { connectionId: string | undefined };
type Choice = { id: PageName; text: string; shortcut: string };

/** Another page of the same connection, or of the console. */
export function PageSwitcher({ connectionId, query, onQuery, onClose }: Props) {
  const router = useRouter();
  const { hits } = find(choicesFor(connectionId), query, pages.length);
  return (
    <Finder
      label="Find a page"
      placeholder="Find a page"
      query={query}
      onQuery={onQuery}
      hits={hits}
      onClose={onClose}
      onChoose={({ id }) => {
        onClose();
        router.push(pageAddress(id, connectionId ?? ""));
      }}
      row={({ item, ranges }) => (
        <>
          <span className="min-w-0 grow">
            <MarkedName text={item.text} ranges={ranges} />
          </span>
          <span className="max-md:hidden">
            <Keys keys={item.shortcut} />
          </span>
        </>
      )}
      empty="No page of this name. Clear the field to see all."
    />
  );
}

function choicesFor(connectionId: string | undefined): Choice[] {
  return pages
    .filter((page) => page.of === "console" || connectionId !== undefined)
    .map(({ name, words, shortcut }) => ({ id: name, text: words, shortcut }));
}
