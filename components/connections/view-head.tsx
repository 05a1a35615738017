import type { ReactNode } from "react";
import { ViewLink } from "./view-link";

type Props = { title: string; children?: ReactNode };

/** The title of a view beside the list, with the way back to it. */
export function ViewHead({ title, children }: Props) {
  return (
    <div className="mb-5">
      <p className="text-small">
        <ViewLink to={{ name: "list" }} className="text-accent hover:underline">
          <span aria-hidden="true">← </span>Connections
        </ViewLink>
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <h1
          className="mr-auto min-w-0 break-words max-sm:w-full font-semibold text-title"
          tabIndex={-1}
        >
          {title}
        </h1>
        {children}
      </div>
    </div>
  );
}
