import { Fold } from "@/components/ui/fold";
import { TextArea } from "@/components/ui/text-area";
import { type Draft, toLines } from "./draft";
import type { FormPart } from "./form-part";

/** The subjects that roles below operator may use here. */
export function FormSubjects({ draft, change, faults, leave }: FormPart) {
  const isWrong = Boolean(faults.tailSubjects || faults.publishSubjects);
  return (
    <Fold title="Subjects of the roles" holds={holds(draft)} isOpen={isWrong}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextArea
          label="Tail subjects"
          hint="What a reader may tail, one a line; wildcards as in NATS."
          placeholder="orders.>"
          value={draft.tailSubjects}
          onChange={(tailSubjects) => change({ tailSubjects })}
          onBlur={() => leave("tailSubjects")}
          error={faults.tailSubjects}
        />
        <TextArea
          label="Publish subjects"
          hint="What a publisher may publish to, one a line."
          placeholder="test.>"
          value={draft.publishSubjects}
          onChange={(publishSubjects) => change({ publishSubjects })}
          onBlur={() => leave("publishSubjects")}
          error={faults.publishSubjects}
        />
      </div>
    </Fold>
  );
}

function holds({ tailSubjects, publishSubjects }: Draft): string {
  const parts = [
    toLines(tailSubjects).length > 0 && `tail ${toLines(tailSubjects).join(" ")}`,
    toLines(publishSubjects).length > 0 && `publish ${toLines(publishSubjects).join(" ")}`,
  ].filter(Boolean);
  return parts.join(", ") || "none: readers tail nothing, publishers publish nothing";
}
