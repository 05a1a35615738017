import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { showControls } from "@/lib/format/payload";

type Props = { entryKey: string; onClose: () => void; onDiscard: () => void };

/** Asks before what was typed is thrown away. */
export function DiscardDialog({ entryKey, onClose, onDiscard }: Props) {
  return (
    <Dialog title={`Discard changes to ${showControls(entryKey)}?`} onClose={onClose}>
      <p className="mt-1 text-soft">What you changed was not saved, and is kept nowhere else.</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Keep editing</Button>
        <Button kind="danger" data-first="" onClick={onDiscard}>
          Discard changes
        </Button>
      </div>
    </Dialog>
  );
}
