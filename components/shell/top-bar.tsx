"use client";

import { Search } from "lucide-react";
import type { PageName } from "@/lib/url/pages";
import { Breadcrumb } from "./breadcrumb";
import { ConnectionBadge } from "./connection-badge";
import { Home } from "./home";
import { Keys } from "./keys";
import { RoleNote } from "./role-note";
import { useConnection } from "./shown-connection";
import { SignOut } from "./sign-out";

type Props = {
  connectionId: string | undefined;
  page: PageName;
  stream?: string | undefined;
  consumer?: string | undefined;
  bucket?: string | undefined;
  onSearch: () => void;
};

/** Where this is, how its connection is doing, and the way to anything else. */
export function TopBar({ connectionId, page, stream, consumer, bucket, onSearch }: Props) {
  return (
    <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 border-line border-b bg-page px-2 md:min-h-12 md:flex-nowrap md:px-4">
      <div className="flex h-12 min-w-0 flex-1 items-center gap-1 max-md:basis-full">
        <Home connectionId={connectionId} isNarrow className="shrink-0 px-2 md:hidden" />
        <Breadcrumb {...{ connectionId, page, stream, consumer, bucket }} />
        <SearchButton onSearch={onSearch} className="ml-auto md:hidden" />
      </div>
      {connectionId !== undefined && <State connectionId={connectionId} />}
      <SearchButton onSearch={onSearch} className="max-md:hidden" />
    </header>
  );
}

function State({ connectionId }: { connectionId: string }) {
  const connection = useConnection(connectionId);
  return (
    <div className="flex min-w-0 items-center gap-x-3 gap-y-1 px-2 max-md:w-full max-md:flex-wrap max-md:pb-2 md:max-w-[60%]">
      {connection && <RoleNote connection={connection} />}
      <div className="min-w-0 max-md:flex-1">
        <ConnectionBadge connectionId={connectionId} />
      </div>
      <SignOut connectionId={connectionId} />
    </div>
  );
}

function SearchButton({ onSearch, className }: { onSearch: () => void; className: string }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={onSearch}
      className={`flex h-8 shrink-0 items-center gap-2 rounded-md border border-line px-2.5 text-soft text-small hover:bg-hover hover:text-ink max-md:size-10 max-md:justify-center max-md:border-0 ${className}`}
    >
      <Search aria-hidden="true" className="size-4" strokeWidth={1.75} />
      <span className="max-md:sr-only">Search</span>
      <span className="max-md:hidden">
        <Keys keys="mod+k" />
      </span>
    </button>
  );
}
