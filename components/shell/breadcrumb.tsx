"use client";

import { usePathname } from "next/navigation";
import { useQueryStates } from "nuqs";
import { lazy } from "react";
import { MiddleCut } from "@/components/ui/middle-cut";
import { openedParams, type PageName, pages } from "@/lib/url/pages";
import { type StreamTab, streamTabs } from "@/lib/url/streams";
import { ColourMark } from "./colour-mark";
import { Crumb } from "./crumb";
import { useConnection } from "./shown-connection";

const ConnectionSwitcher = lazy(async () => ({
  default: (await import("./connection-switcher")).ConnectionSwitcher,
}));
const PageSwitcher = lazy(async () => ({
  default: (await import("./page-switcher")).PageSwitcher,
}));
const StreamSwitcher = lazy(async () => ({
  default: (await import("./stream-switcher")).StreamSwitcher,
}));

const ConsumerSwitcher = lazy(async () => ({
  default: (await import("./consumer-switcher")).ConsumerSwitcher,
}));

const BucketSwitcher = lazy(async () => ({
  default: (await import("./bucket-switcher")).BucketSwitcher,
}));

type Props = {
  connectionId: string | undefined;
  page: PageName;
  stream?: string | undefined;
  /** Of that stream. */
  consumer?: string | undefined;
  /** A bucket, or on a page of object stores one of them. */
  bucket?: string | undefined;
};

/** Where this is: the connection, the page, and what is opened there; each but the last can be switched. */
export function Breadcrumb({ connectionId, page, stream, consumer, bucket }: Props) {
  const isPageCurrent = stream === undefined && bucket === undefined;
  const isStore = page === "objects";
  const words = pages.find(({ name }) => name === page)?.words ?? "";
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center">
        {connectionId !== undefined && (
          <li className="flex min-w-0 items-center">
            <ConnectionCrumb connectionId={connectionId} page={page} />
            <Slash />
          </li>
        )}
        <li className={`flex shrink-0 items-center ${isPageCurrent ? "" : "max-md:hidden"}`}>
          <Crumb
            kind="Page"
            name={words}
            isCurrent={isPageCurrent}
            choices={(finding) => <PageSwitcher connectionId={connectionId} {...finding} />}
          />
        </li>
        {connectionId !== undefined && stream !== undefined && (
          <li
            className={`flex min-w-0 items-center ${consumer === undefined ? "" : "max-md:hidden"}`}
          >
            <span className="max-md:hidden">
              <Slash />
            </span>
            <StreamCrumb
              connectionId={connectionId}
              stream={stream}
              isCurrent={consumer === undefined}
            />
          </li>
        )}
        {connectionId !== undefined && stream !== undefined && consumer !== undefined && (
          <li className="flex min-w-0 items-center">
            <span className="max-md:hidden">
              <Slash />
            </span>
            <Crumb
              kind="Consumer"
              name={consumer}
              isCurrent
              choices={(finding) => (
                <ConsumerSwitcher {...{ connectionId, stream, consumer }} {...finding} />
              )}
            />
          </li>
        )}
        {connectionId !== undefined && bucket !== undefined && (
          <li className="flex min-w-0 items-center">
            <span className="max-md:hidden">
              <Slash />
            </span>
            <Crumb
              kind={isStore ? "Object store" : "Bucket"}
              name={bucket}
              isCurrent
              choices={(finding) => (
                <BucketSwitcher {...{ connectionId, bucket, isStore }} {...finding} />
              )}
            />
          </li>
        )}
        {connectionId !== undefined && <Opened />}
      </ol>
    </nav>
  );
}

function ConnectionCrumb({ connectionId, page }: { connectionId: string; page: PageName }) {
  const connection = useConnection(connectionId);
  return (
    <Crumb
      kind="Connection"
      name={connection?.label ?? connectionId}
      face={connection?.colour && <ColourMark colour={connection.colour} />}
      choices={(finding) => (
        <ConnectionSwitcher connectionId={connectionId} page={page} {...finding} />
      )}
    />
  );
}

type StreamCrumbProps = { connectionId: string; stream: string; isCurrent: boolean };

function StreamCrumb({ connectionId, stream, isCurrent }: StreamCrumbProps) {
  const tab = tabOf(usePathname());
  return (
    <Crumb
      kind="Stream"
      name={stream}
      isCurrent={isCurrent}
      choices={(finding) => (
        <StreamSwitcher connectionId={connectionId} stream={stream} tab={tab} {...finding} />
      )}
    />
  );
}

/** Another stream is looked at in the same way. */
function tabOf(path: string): StreamTab {
  const last = path.split("/").at(5);
  return streamTabs.find(({ name }) => name === last)?.name ?? "overview";
}

function Opened() {
  const [{ stream }] = useQueryStates(openedParams);
  return stream ? <OpenedName name={stream} /> : null;
}

function OpenedName({ name }: { name: string }) {
  return (
    <li className="flex min-w-0 max-w-60 items-center max-md:hidden">
      <Slash />
      <span className="min-w-0 px-2 font-mono text-small">
        <MiddleCut text={name} />
      </span>
    </li>
  );
}

function Slash() {
  return (
    <span aria-hidden="true" className="text-line">
      /
    </span>
  );
}
