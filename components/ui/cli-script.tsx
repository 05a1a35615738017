import { CliFrame, cliLook } from "./cli-frame";

type Props = {
  /** Lines for a shell, with every name quoted. */
  text: string;
  /** What has to be known to use them. */
  note?: string;
};

/** The same by several nats commands, where one does not do it. */
export function CliScript({ text, note }: Props) {
  return (
    <CliFrame label="Copy commands" text={text}>
      <pre dir="ltr" className={cliLook}>
        {text}
      </pre>
      {note && <p className="mt-1 text-small text-soft">{note}</p>}
    </CliFrame>
  );
}
