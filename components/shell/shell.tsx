"use client";

import type { ReactNode } from "react";
import { type PageName, pages } from "@/lib/url/pages";
import { LinkGate } from "./link-gate";
import { PageShortcuts } from "./page-shortcuts";
import { ProductionEdge } from "./production-edge";
import { Rail } from "./rail";
import { useConnection } from "./shown-connection";
import { SkipLink } from "./skip-link";
import { TopBar } from "./top-bar";
import { useFront } from "./use-front";

type Props = {
  connectionId?: string | undefined;
  page: PageName;
  /** The stream that a page of streams is about. */
  stream?: string | undefined;
  /** Of that stream, where the page is about one. */
  consumer?: string | undefined;
  /** The bucket that a page of buckets is about, or the object store. */
  bucket?: string | undefined;
  children: ReactNode;
};

/** What every page stands in: the rail, the head, and what can be called up anywhere. */
export function Shell({ connectionId, page, stream, consumer, bucket, children }: Props) {
  const { front, openPalette, openShortcuts } = useFront(connectionId, page, bucket);
  return (
    <>
      <Title {...{ connectionId, page, stream, consumer, bucket }} />
      <SkipLink to="content" />
      <ProductionEdge connectionId={connectionId} />
      <div className="flex min-h-dvh max-md:flex-col">
        <Rail connectionId={connectionId} current={page} />
        <div className="flex min-w-0 grow flex-col">
          <TopBar {...{ connectionId, page, stream, consumer, bucket }} onSearch={openPalette} />
          <div id="content" tabIndex={-1} className="grow pb-(--tray-foot) outline-none">
            {connectionId === undefined ? (
              children
            ) : (
              <LinkGate connectionId={connectionId}>{children}</LinkGate>
            )}
          </div>
        </div>
      </div>
      <PageShortcuts
        connectionId={connectionId}
        onPalette={openPalette}
        onShortcuts={openShortcuts}
      />
      {front}
    </>
  );
}

/** What the tab is called: what is shown, whose it is, and the program. */
function Title({ connectionId, page, stream, consumer, bucket }: Omit<Props, "children">) {
  const connection = useConnection(connectionId);
  const words = pages.find(({ name }) => name === page)?.words;
  const parts = [consumer, stream ?? bucket, words, connection?.label ?? connectionId, "Natsight"];
  return <title>{parts.filter((part) => part !== undefined).join(" · ")}</title>;
}
