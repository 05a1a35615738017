import { fillOf } from "./colour-mark";
import { useConnection } from "./shown-connection";

/** A line along the top edge, in the connection's colour, so that production looks different at once. */
export function ProductionEdge({ connectionId }: { connectionId: string | undefined }) {
  const connection = useConnection(connectionId);
  if (!connection?.production) return null;
  const fill = connection.colour ? fillOf(connection.colour) : "bg-trouble";
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none fixed inset-x-0 top-0 z-30 h-[3px] ${fill}`}
    />
  );
}
