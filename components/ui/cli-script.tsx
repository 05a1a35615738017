import { CopyInline } from "./copy-button";

type Props = {
  /** Lines for a shell, with every name quoted. */
  text: string;
  /** What has to be known to use them. */
  note?: string;
};

/** The same by several nats commands, where one does not do it. */
export function CliScript({ text, note }: Props) {
  return (
    <section aria-label="Same as" className="min-w-0">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-small text-soft">Same as</h3>
        <CopyInline label="Copy commands" text={() => text} />
      </div>
      <pre
        dir="ltr"
        className="whitespace-pre-wrap break-words rounded-md bg-hover px-2.5 py-1.5 font-mono text-small [overflow-wrap:anywhere]"
      >
        {text}
      </pre>
      {note && <p className="mt-1 text-small text-soft">{note}</p>}
    </section>
  );
}
