"use client";

import Link from "next/link";
import type { Ages } from "@/components/shell/use-ages";
import { Skeleton } from "@/components/ui/skeleton";
import { useFormat } from "@/components/ui/use-format";
import type { WorstConsumers } from "@/lib/model/consumers";
import type { Snapshot } from "@/lib/model/snapshot";
import { pageAddress } from "@/lib/url/pages";
import { PartPanel } from "./part-panel";
import { WorstTable } from "./worst-table";

type Props = { connectionId: string; snapshot: Snapshot | undefined; ages: Ages };

const shown = 5;
/** Beats that may be missed before the consumers count as old. */
const beats = 3;

/** Who is furthest behind, by how much time, and why. */
export function ConsumerPanel({ connectionId, snapshot, ages }: Props) {
  const part = snapshot?.consumers;
  return (
    <PartPanel
      title="Consumers"
      note={part?.value && <Note connectionId={connectionId} value={part.value} />}
      part={part}
      ages={{ ...ages, staleMs: (asOfMs) => staleMs(part?.value, asOfMs, ages) }}
      skeleton={<Skeleton className="mt-3 h-32 w-full" />}
    >
      {(value) =>
        value.worst.length === 0 ? (
          <Nobody total={value.total} />
        ) : (
          <WorstTable
            connectionId={connectionId}
            rows={value.worst.slice(0, shown)}
            sparks={value.sparks ?? {}}
          />
        )
      }
    </PartPanel>
  );
}

/** Where reading them takes long they are read seldom, and are no older than they should be. */
function staleMs(
  value: WorstConsumers | undefined,
  asOfMs: number | undefined,
  ages: Ages,
): number | undefined {
  const age = ages.staleMs(asOfMs);
  return age !== undefined && age > beats * (value?.beatMs ?? 0) ? age : undefined;
}

function Note({ connectionId, value }: { connectionId: string; value: WorstConsumers }) {
  const format = useFormat();
  const { behind, total } = value;
  return (
    <>
      {behind > 0 && `${format.count(behind)} of ${format.count(total)} behind · `}
      <Link
        href={pageAddress("consumers", connectionId)}
        prefetch={false}
        className="text-accent underline decoration-line underline-offset-4 hover:decoration-current"
      >
        {total === 1 ? "Show it" : "Show all"}
      </Link>
    </>
  );
}

function Nobody({ total }: { total: number }) {
  const format = useFormat();
  if (total === 0) {
    return (
      <p className="py-3 text-small text-soft">
        No consumer yet. Whoever reads a stream by one is shown here with how far behind it is.
      </p>
    );
  }
  return (
    <p className="py-3 text-small text-soft">
      {total === 1 ? "The one consumer" : `All ${format.exact(total)} consumers`} got everything
      there is.
    </p>
  );
}
