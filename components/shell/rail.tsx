"use client";

import { PanelLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { readPreferences, savePreferences, watchPreferences } from "@/lib/preferences/preferences";
import { type PageName, pages } from "@/lib/url/pages";
import { Home } from "./home";
import { RailLink } from "./rail-link";
import { RailWords, railLook } from "./rail-words";
import { useShownConnectionId } from "./shown-connection";
import { useRailFacts } from "./use-rail-facts";

type Props = { connectionId: string | undefined; current: PageName };

/** Every page by its noun: beside the page, or under the thumb where the screen is narrow. */
export function Rail({ connectionId, current }: Props) {
  const { railIsNarrow } = usePreferences();
  const shownId = useShownConnectionId(connectionId);
  const facts = useRailFacts(connectionId);
  const places = useRef<HTMLUListElement>(null);
  useEffect(followWidth, []);
  useEffect(() => bringIntoSight(places.current, current), [current]);
  return (
    <nav
      aria-label="Pages"
      className="z-20 flex shrink-0 border-line bg-raised max-md:sticky max-md:bottom-(--tray-foot) max-md:order-last max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-0 md:h-dvh md:w-48 md:flex-col md:border-r md:px-2 md:pb-2 md:in-data-[rail=narrow]:w-14"
    >
      <Home
        connectionId={connectionId}
        isNarrow={railIsNarrow}
        className="h-12 px-2 max-md:hidden"
      />
      <ul
        ref={places}
        className="flex min-w-0 grow max-md:overflow-x-auto md:flex-col md:gap-0.5 md:pt-2"
      >
        {pages.map((page) => (
          <li
            key={page.name}
            data-page={page.name}
            className={`max-md:min-w-17 max-md:flex-1 ${page.isAtFoot ? "md:mt-auto" : ""}`}
          >
            {(page.of === "console" || shownId !== undefined) && (
              <RailLink
                page={page}
                connectionId={shownId ?? ""}
                isCurrent={page.name === current}
                isNarrow={railIsNarrow}
                {...facts[page.name]}
              />
            )}
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={() => savePreferences({ railIsNarrow: !railIsNarrow })}
        className={`${railLook} mt-0.5 max-md:hidden`}
      >
        <PanelLeft aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.75} />
        <RailWords isNarrow={railIsNarrow}>{railIsNarrow ? "Widen" : "Icons only"}</RailWords>
      </button>
    </nav>
  );
}

/** On a narrow screen there are more places than fit beside each other. */
function bringIntoSight(places: HTMLElement | null, current: PageName) {
  const place = places?.querySelector(`[data-page="${current}"]`);
  if (!places || !(place instanceof HTMLElement)) return;
  places.scrollLeft = place.offsetLeft - (places.clientWidth - place.offsetWidth) / 2;
}

/** The width is the document's, so that the look of a page can follow it before React does. */
function followWidth(): () => void {
  const follow = () => {
    document.documentElement.dataset.rail = readPreferences().railIsNarrow ? "narrow" : "wide";
  };
  follow();
  return watchPreferences(follow);
}
