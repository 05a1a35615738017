import Link from "next/link";
import { Problem } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { Snapshot } from "@/lib/model/snapshot";
import type { SnapshotState } from "@/lib/queries/snapshot";
import { connectionsAddress } from "@/lib/url/connections";

/** When the newest of all parts was true; undefined where nothing was ever read. */
export function newestMs(snapshot: Snapshot | undefined): number | undefined {
  const times = partsOf(snapshot).flatMap(({ asOfMs }) => asOfMs ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Why there is nothing at all to show; undefined where there is something, or may be soon. */
export function whyNothing(state: SnapshotState | undefined): AppError | undefined {
  if (state?.error?.kind === "unknown-connection") return state.error;
  const parts = partsOf(state?.snapshot);
  if (parts.some(({ asOfMs }) => asOfMs !== undefined)) return undefined;
  return state?.error ?? parts.find(({ error }) => error?.kind === "disconnected")?.error;
}

function partsOf(snapshot: Snapshot | undefined) {
  if (!snapshot) return [];
  const { account, jetstream, servers, streams } = snapshot;
  return [account, jetstream, servers, streams];
}

/** What stands in the place of a whole page without figures, with what helps. */
export function NoFigures({ error, connectionId }: { error: AppError; connectionId: string }) {
  return (
    <Problem words={wordsOf(error)} action={<WayOut error={error} connectionId={connectionId} />} />
  );
}

/** Nothing at all is read: then it is the connection that is told of, not one of its figures. */
function wordsOf(error: AppError) {
  const words = describeError(error);
  if (error.kind !== "disconnected") return words;
  const why = `${error.why.charAt(0).toUpperCase()}${error.why.slice(1).replace(/\.$/, "")}.`;
  return { ...words, title: "There is no connection to NATS", detail: why };
}

function WayOut({ error, connectionId }: { error: AppError; connectionId: string }) {
  const look = "text-accent underline underline-offset-4";
  if (error.kind === "unknown-connection") {
    return (
      <Link href="/connections" prefetch={false} className={look}>
        All connections
      </Link>
    );
  }
  if (error.kind !== "disconnected") return null;
  return (
    <Link
      href={connectionsAddress({ name: "test", id: connectionId })}
      prefetch={false}
      className={look}
    >
      Test connection
    </Link>
  );
}
