"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";

type Props = {
  /** "a.txt is deleted": what was done. */
  title: string;
  left: AppError;
  onClose: () => void;
};

/** Says what a change has left behind, though it was made. */
export function OutcomeLeft({ title, left, onClose }: Props) {
  const { title: what, detail, hint } = describeError(left);
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mt-3 grid gap-4">
        <Problem
          words={{
            title: what,
            detail,
            hint: hint ?? "“Clean up” of the store finds what is left.",
          }}
        />
        <div className="flex justify-end">
          <Button kind="primary" data-first="" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
