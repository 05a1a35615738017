"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { useCopy } from "@/components/ui/use-copy";
import { savePreferences } from "@/lib/preferences/preferences";
import type { PageName } from "@/lib/url/pages";
import { find, type Hit } from "./find";
import { Finder } from "./finder";
import { Keys } from "./keys";
import { MarkedName } from "./marked-name";
import { type Choice, choicesInside, choicesOfConsole, choicesOfNames } from "./palette-choices";
import { PaletteFoot } from "./palette-foot";
import { recentFirst, remember } from "./recent";
import { useShortcutList } from "./shortcuts";
import { useConnections, useShownConnectionId } from "./shown-connection";
import { useNames } from "./use-names";

type Props = {
  connectionId: string | undefined;
  page: PageName;
  /** The bucket or object store whose page this is: what is in it can be jumped to. */
  bucket?: string | undefined;
  query: string;
  onQuery: (query: string) => void;
  onClose: () => void;
  onShortcuts: () => void;
};

/** More are not looked through by eye; the next letter is quicker. */
const most = 30;

/** Everything that has a name, by its name. */
export function Palette(props: Props) {
  const { connectionId, page, bucket, query, onQuery, onClose, onShortcuts } = props;
  const router = useRouter();
  const { copied, copy } = useCopy();
  const shownId = useShownConnectionId(connectionId);
  const shortcuts = useShortcutList();
  const { choices, names } = useChoices(shownId, connectionId !== undefined);
  const inside = choicesInside({ connectionId, page, bucket }, query);
  const { hits, total } = find([...choices, ...inside], query, most);
  const choose = (choice: Choice) => {
    remember(choice.id);
    const { does } = choice;
    if ("call" in does && does.call === "copy-address") {
      return copy(location.href);
    }
    onClose();
    if ("go" in does) router.push(does.go);
    else if ("prefer" in does) savePreferences(does.prefer);
    else if ("press" in does) shortcuts.findLast(({ keys }) => keys === does.press)?.action();
    else onShortcuts();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the field inside.
    <div
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
        // The keys that opened it close it, and don't reach the browser's own search.
        event.preventDefault();
        onClose();
      }}
    >
      <Finder
        label="Search"
        placeholder={bucket ? insideWords(page) : "Search pages, streams, consumers, actions"}
        query={query}
        onQuery={onQuery}
        hits={hits}
        onClose={onClose}
        onChoose={choose}
        row={(hit) => <Row hit={hit} />}
        empty={
          names.isReading
            ? "Reading the names of this connection."
            : "Nothing has this name. Try a part of it, or fewer words."
        }
        foot={
          <PaletteFoot note={copied.words || names.problem} shown={hits.length} total={total} />
        }
      />
    </div>
  );
}

function insideWords(page: PageName): string {
  return page === "objects"
    ? "Search pages, stores, actions; or give an object's name"
    : "Search pages, buckets, actions; or give a key";
}

function useChoices(connectionId: string | undefined, isInside: boolean) {
  const connections = useConnections();
  const preferences = usePreferences();
  const names = useNames(connectionId);
  const named = useMemo(
    () => (connectionId && names.names ? choicesOfNames(connectionId, names.names) : []),
    [connectionId, names.names],
  );
  const choices = useMemo(() => {
    const own = choicesOfConsole({
      connectionId,
      isInside,
      connections: connections ?? [],
      preferences,
      systemTheme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
    });
    return recentFirst([...own, ...named]);
  }, [connectionId, isInside, connections, preferences, named]);
  return { choices, names };
}

function Row({ hit: { item, ranges } }: { hit: Hit<Choice> }) {
  return (
    <>
      <span className="min-w-0 shrink">
        <MarkedName text={item.text} ranges={ranges} />
      </span>
      {item.of && (
        <span className="min-w-0 shrink truncate text-small text-soft" title={item.of}>
          <span className="sr-only">of </span>
          {item.of}
        </span>
      )}
      <span className="ml-auto flex shrink-0 items-center gap-3 pl-2 text-small text-soft">
        {item.keys && (
          <span className="max-md:hidden">
            <Keys keys={item.keys} />
          </span>
        )}
        {item.kind}
      </span>
    </>
  );
}
