"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { WrittenBucket } from "@/lib/model/kv-bucket";

type Props = { made: WrittenBucket; verb: "created" | "changed"; onClose: () => void };

/** What a server made otherwise than it was asked: older ones drop silently what they do not know. */
export function Differences({ made, verb, onClose }: Props) {
  return (
    <Dialog title={`Bucket ${made.name} was ${verb}, but not as asked`} onClose={onClose}>
      <ul className="mt-2 grid list-disc gap-1 pl-5 text-small">
        {made.differences.map((difference) => (
          <li key={difference} className="break-words">
            {difference}
          </li>
        ))}
      </ul>
      <div className="mt-4 flex justify-end">
        <Button data-first onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
