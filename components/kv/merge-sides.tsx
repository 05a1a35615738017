import { PayloadView } from "@/components/ui/payload-view";
import { Segments } from "@/components/ui/segments";

/** Whose value is to stand. */
export type Side = "theirs" | "mine";

type Props = {
  /** Undefined where it was deleted. */
  theirs: Uint8Array | undefined;
  mine: Uint8Array;
  side: Side | undefined;
  onChoose: (side: Side) => void;
};

/** Two values of which one is to stand: bytes have no lines that could be merged. */
export function MergeSides({ theirs, mine, side, onChoose }: Props) {
  const choices = [
    { value: "theirs", label: theirs ? "Theirs" : "Theirs: it stays deleted" },
    { value: "mine", label: "Mine" },
  ] as const;
  return (
    <div className="mt-3 grid gap-3">
      <div className="grid max-h-[45dvh] gap-4 overflow-auto md:grid-cols-2">
        <section aria-label="Theirs" className="min-w-0">
          <h3 className="mb-1 font-semibold text-small">Theirs</h3>
          {theirs ? (
            <PayloadView bytes={theirs} name="theirs" />
          ) : (
            <p className="text-soft">It was deleted.</p>
          )}
        </section>
        <section aria-label="Mine" className="min-w-0">
          <h3 className="mb-1 font-semibold text-small">Mine</h3>
          <PayloadView bytes={mine} name="mine" />
        </section>
      </div>
      <Segments<Side | "">
        label="What is to stand"
        value={side ?? ""}
        choices={choices}
        onChange={(next) => next !== "" && onChoose(next)}
      />
    </div>
  );
}
