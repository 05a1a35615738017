import type { ReactNode } from "react";
import { CopyInline } from "./copy-button";

type Props = { label: string; text: string; children: ReactNode };

/** What stands around the same by the nats command, and the way to take it along. */
export function CliFrame({ label, text, children }: Props) {
  return (
    <section aria-label="Same as" className="min-w-0">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-small text-soft">Same as</h3>
        <CopyInline label={label} text={() => text} />
      </div>
      {children}
    </section>
  );
}

/** How its lines look. */
export const cliLook =
  "whitespace-pre-wrap break-words rounded-md bg-hover px-2.5 py-1.5 font-mono text-small [overflow-wrap:anywhere]";
