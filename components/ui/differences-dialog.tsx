"use client";

import { Button } from "./button";
import { Dialog } from "./dialog";

type Props = {
  /** "Bucket orders". */
  what: string;
  verb: "created" | "changed" | "sealed";
  differences: readonly string[];
  onClose: () => void;
};

/** What a server made otherwise than it was asked: older ones drop silently what they do not know. */
export function DifferencesDialog({ what, verb, differences, onClose }: Props) {
  return (
    <Dialog title={`${what} was ${verb}, but not as asked`} onClose={onClose}>
      <ul className="mt-2 grid list-disc gap-1 pl-5 text-small">
        {differences.map((difference) => (
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
