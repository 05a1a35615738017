import {
  Activity,
  Cable,
  Database,
  Gauge,
  KeyRound,
  type LucideIcon,
  Package,
  Send,
  Settings,
  SquareTerminal,
} from "lucide-react";
import Link from "next/link";
import { useFormat } from "@/components/ui/use-format";
import { type Page, type PageName, pageAddress } from "@/lib/url/pages";
import type { RailTrouble } from "./rail-trouble";
import { RailWords, railLook } from "./rail-words";

/** What the rail says of a page beside its name. */
export type RailFacts = { count?: number | undefined; trouble?: RailTrouble | undefined };

type Props = RailFacts & {
  page: Page;
  connectionId: string;
  isCurrent: boolean;
  isNarrow: boolean;
};

const icons: Record<PageName, LucideIcon> = {
  overview: Activity,
  streams: Database,
  consumers: Gauge,
  kv: KeyRound,
  objects: Package,
  tail: SquareTerminal,
  publish: Send,
  connections: Cable,
  settings: Settings,
};

/** The way to a page, how many there are of its noun, and whether something is wrong there. */
export function RailLink({ page, connectionId, isCurrent, isNarrow, count, trouble }: Props) {
  const format = useFormat();
  const Icon = icons[page.name];
  return (
    <Link
      href={pageAddress(page.name, connectionId)}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      className={`${railLook} aria-[current]:bg-hover aria-[current]:text-ink aria-[current]:before:absolute aria-[current]:before:bg-accent max-md:aria-[current]:bg-transparent max-md:aria-[current]:before:inset-x-4 max-md:aria-[current]:before:top-0 max-md:aria-[current]:before:h-0.5 md:aria-[current]:before:inset-y-1.5 md:aria-[current]:before:-left-2 md:aria-[current]:before:w-0.5`}
    >
      <span className="relative shrink-0">
        <Icon aria-hidden="true" className="size-4 max-md:size-5" strokeWidth={1.75} />
        {trouble && <Dot trouble={trouble} isApart={!isNarrow} />}
      </span>
      <RailWords isNarrow={isNarrow}>
        {page.words}
        {trouble && <span className="sr-only"> ({trouble.words})</span>}
      </RailWords>
      {trouble && !isNarrow && (
        <span
          aria-hidden="true"
          title={trouble.words}
          className={`-mr-1 ml-auto size-2 shrink-0 rounded-full max-md:hidden ${fills[trouble.severity]}`}
        />
      )}
      {count !== undefined && !isNarrow && (
        <span
          className={`text-small text-soft tabular-nums max-md:hidden ${trouble ? "" : "ml-auto"}`}
        >
          <span className="sr-only"> (</span>
          {format.count(count)}
          <span className="sr-only">)</span>
        </span>
      )}
    </Link>
  );
}

const fills = { attention: "bg-attention", trouble: "bg-trouble" };

/** At the icon, where there is no room for it beside the words. */
function Dot({ trouble, isApart }: { trouble: RailTrouble; isApart: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`absolute -top-1 -right-1.5 size-2 rounded-full ring-2 ring-raised ${fills[trouble.severity]} ${isApart ? "md:hidden" : ""}`}
    />
  );
}
