import { buttonLook } from "@/components/ui/button-look";
import { ViewLink } from "./view-link";

/** What to do first, where there is nothing yet. */
export function NoConnections({ reason }: { reason: string | undefined }) {
  return (
    <div className="py-10">
      <p className="font-medium">No connection yet</p>
      <p className="mt-1 max-w-prose text-soft">
        A connection says where a NATS system is and who you are there. Add one by its address, or
        take over the contexts of the nats CLI on the console's machine.
      </p>
      {reason === undefined ? (
        <p className="mt-4 flex flex-wrap gap-2">
          <ViewLink to={{ name: "add" }} className={buttonLook("primary")}>
            Add the first connection
          </ViewLink>
          <ViewLink to={{ name: "import" }} className={buttonLook("plain")}>
            See the contexts of the nats CLI
          </ViewLink>
        </p>
      ) : (
        <p className="mt-4 text-soft">{reason}</p>
      )}
    </div>
  );
}
