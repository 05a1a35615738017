import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { ViewLink } from "./view-link";

/** The page's title and what can be added; where nothing can, it is said why, once and in sight. */
export function ListHead({ reason, isKnown }: { reason: string | undefined; isKnown: boolean }) {
  return (
    <div className="mb-5">
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="mr-auto font-semibold text-title max-sm:w-full" tabIndex={-1}>
          Connections
        </h1>
        {reason === undefined ? (
          <>
            <ViewLink id="import-" to={{ name: "import" }} className={buttonLook("plain")}>
              Import nats contexts
            </ViewLink>
            <ViewLink id="add-" to={{ name: "add" }} className={buttonLook("primary")}>
              Add connection
            </ViewLink>
          </>
        ) : (
          <>
            <Button reason={reason}>Import nats contexts</Button>
            <Button kind="primary" reason={reason}>
              Add connection
            </Button>
          </>
        )}
      </div>
      {isKnown && reason !== undefined && <p className="mt-1 text-small text-soft">{reason}</p>}
    </div>
  );
}
