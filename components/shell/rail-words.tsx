import type { ReactNode } from "react";

/** A row of the rail; on a narrow screen a place of the bar at its foot. */
export const railLook =
  "group relative flex w-full items-center gap-2 rounded-md pr-1.5 pl-3 text-soft hover:bg-hover hover:text-ink max-md:h-14 max-md:flex-col max-md:justify-center max-md:gap-1 max-md:rounded-none max-md:px-1 max-md:text-tiny md:h-8";

/** The words of a row; where there are only icons, they come beside the one that is asked. */
export function RailWords({ isNarrow, children }: { isNarrow: boolean; children: ReactNode }) {
  const apart =
    "md:pointer-events-none md:absolute md:left-full md:ml-3 md:whitespace-nowrap md:rounded-md md:border md:border-line md:bg-raised md:px-2 md:py-1 md:text-ink md:text-small md:opacity-0 md:shadow-sm md:group-hover:opacity-100 md:group-focus-visible:opacity-100";
  return <span className={isNarrow ? apart : "min-w-0 truncate"}>{children}</span>;
}
