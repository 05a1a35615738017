import Link from "next/link";
import type { ReactNode } from "react";
import { CopyMenu } from "./copy-menu";
import { MiddleCut } from "./middle-cut";

type Tab = { name: string; words: string; href: string };

type Props = {
  /** What it is, as it begins a sentence: "Object store". */
  kind: string;
  name: string;
  /** All that is known of it, once it is read. */
  json: (() => unknown) | undefined;
  /** What the nats command is asked for it. */
  command: readonly string[];
  /** Beside its name. */
  aside?: ReactNode;
  /** What can be done with it. */
  actions: ReactNode;
  /** What it is, in one line. */
  facts?: ReactNode;
  tabs: readonly Tab[];
  tab: string;
  children: ReactNode;
};

/** What every view of a stream, a bucket or a store stands in: its name, what it is, and the ways to look at it. */
export function NounFrame(props: Props) {
  const { kind, name, json, command, aside, actions, facts, tabs, tab, children } = props;
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="min-w-0 font-semibold text-title">
          <MiddleCut text={name} />
        </h1>
        <CopyMenu
          what={`${kind.toLowerCase()} ${name}`}
          name={name}
          {...(json ? { json } : {})}
          command={command}
        />
        {aside}
        {actions && <div className="ml-auto flex flex-wrap gap-2 max-md:ml-0">{actions}</div>}
      </div>
      {facts}
      <nav
        aria-label={`${kind} ${name}`}
        className="mt-2 mb-4 flex gap-4 overflow-x-auto border-line border-b"
      >
        {tabs.map((one) => (
          <Link
            key={one.name}
            href={one.href}
            prefetch={false}
            aria-current={one.name === tab ? "page" : undefined}
            className="-mb-px border-transparent border-b-2 py-1.5 font-medium text-small text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
          >
            {one.words}
          </Link>
        ))}
      </nav>
      {children}
    </main>
  );
}
