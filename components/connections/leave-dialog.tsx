import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { LeaveGuard } from "./use-leave-guard";

/** Asks whether what was typed may be lost. */
export function LeaveDialog({ guard: { isAsking, stay, leave } }: { guard: LeaveGuard }) {
  if (!isAsking) return null;
  return (
    <Dialog title="Discard your changes?" onClose={stay}>
      <p className="mt-2 text-soft">This connection was changed and not saved.</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={stay}>Keep editing</Button>
        <Button kind="danger" onClick={leave}>
          Discard changes
        </Button>
      </div>
    </Dialog>
  );
}
