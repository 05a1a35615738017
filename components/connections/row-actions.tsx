import Link from "next/link";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import type { ConnectionSummary } from "@/lib/model/connection";
import { type ConnectionsView, connectionAddress } from "@/lib/url/connections";
import { reasonOfSource } from "./may-change";
import { ViewLink } from "./view-link";

/** What a row can ask for. */
export type RowActionProps = {
  connection: ConnectionSummary;
  /** Why nothing can be changed here, whichever the connection. */
  reason: string | undefined;
  onMakeDefault: (connection: ConnectionSummary) => void;
  onDelete: (connection: ConnectionSummary) => void;
};

/** A finger needs more room. */
const tall = "max-md:h-10";
const look = `${buttonLook("quiet")} ${tall}`;

/** What can be done with one connection; what can't, says why. */
export function RowActions({ connection, reason, onMakeDefault, onDelete }: RowActionProps) {
  const { id, label, isDefault } = connection;
  const elsewhere = reason ?? reasonOfSource(connection);
  const isOff = isDefault ? "The start page leads here already." : undefined;
  return (
    <span className="-ml-2 flex md:-my-1 flex-wrap">
      <Link
        href={connectionAddress(id)}
        prefetch={false}
        aria-label={`Open ${label}`}
        className={look}
      >
        Open
      </Link>
      <ViewAction to={{ name: "test", id }} word="Test" label={label} reason={reason} />
      <ViewAction to={{ name: "edit", id }} word="Edit" label={label} reason={elsewhere} />
      <Button
        kind="quiet"
        className={tall}
        aria-label={`Make ${label} the default`}
        reason={reason ?? isOff}
        onClick={() => onMakeDefault(connection)}
      >
        Make default
      </Button>
      <Button
        kind="quiet"
        className={tall}
        aria-label={`Delete ${label}`}
        reason={elsewhere}
        onClick={() => onDelete(connection)}
      >
        Delete
      </Button>
    </span>
  );
}

type ViewActionProps = {
  to: ConnectionsView & { id: string };
  word: string;
  label: string;
  reason: string | undefined;
};

/** A link where it leads somewhere, else a button that says why not. */
function ViewAction({ to, word, label, reason }: ViewActionProps) {
  if (reason !== undefined) {
    return (
      <Button kind="quiet" className={tall} aria-label={`${word} ${label}`} reason={reason}>
        {word}
      </Button>
    );
  }
  return (
    <ViewLink to={to} id={`${to.name}-${to.id}`} aria-label={`${word} ${label}`} className={look}>
      {word}
    </ViewLink>
  );
}
