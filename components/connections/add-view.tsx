import { Problem } from "@/components/ui/problem";
import type { ConnectionList } from "@/lib/model/connection";
import { ConnectionForm } from "./connection-form";
import { emptyDraft } from "./draft";
import { reasonAgainstChange } from "./may-change";
import { toSurroundings } from "./surroundings";
import { ViewHead } from "./view-head";

/** The form of a new connection. */
export function AddView({ list }: { list: ConnectionList }) {
  const reason = reasonAgainstChange(list);
  return (
    <>
      <ViewHead title="Add connection" />
      {reason === undefined ? (
        <ConnectionForm id={undefined} initial={emptyDraft} around={toSurroundings(list)} />
      ) : (
        <Problem calm words={{ title: "You can't add a connection", detail: reason }} />
      )}
    </>
  );
}
