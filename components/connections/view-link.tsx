"use client";

import type { ComponentProps } from "react";
import { type ConnectionsView, connectionsAddress } from "@/lib/url/connections";
import { openView } from "./open-view";

type Props = Omit<ComponentProps<"a">, "href"> & { to: ConnectionsView };

/** A link to another view of this page: an address, opened without asking the server. */
export function ViewLink({ to, onClick, children, ...rest }: Props) {
  return (
    <a
      {...rest}
      href={connectionsAddress(to)}
      onClick={(event) => {
        onClick?.(event);
        const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
        if (event.defaultPrevented || !isPlain) return;
        event.preventDefault();
        openView(to);
      }}
    >
      {children}
    </a>
  );
}
