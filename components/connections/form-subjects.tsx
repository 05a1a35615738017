import { Fold } from "@/components/ui/fold";
import { SubjectField } from "@/components/ui/subject-field";
import { type Draft, toLines } from "./draft";
import type { FormPart } from "./form-part";

// The console decides which of the server's own subjects a role may have.
const anySubject = { wildcards: true, reserved: true };

/** The subjects that roles below operator may use here. */
export function FormSubjects({ draft, change, faults, leave }: FormPart) {
  const isWrong = Boolean(faults.tailSubjects || faults.publishSubjects);
  return (
    <Fold title="Subjects of the roles" holds={holds(draft)} isOpen={isWrong}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SubjectField
          label="Tail subjects"
          hint="What a reader may tail; wildcards as in NATS. Enter or a space ends one."
          placeholder="orders.>"
          rules={anySubject}
          known={toLines(draft.publishSubjects)}
          value={toLines(draft.tailSubjects)}
          onChange={(subjects) => change({ tailSubjects: subjects.join("\n") })}
          onBlur={() => leave("tailSubjects")}
          error={faults.tailSubjects}
        />
        <SubjectField
          label="Publish subjects"
          hint="What a publisher may publish to. Enter or a space ends one."
          placeholder="test.>"
          rules={anySubject}
          known={toLines(draft.tailSubjects)}
          value={toLines(draft.publishSubjects)}
          onChange={(subjects) => change({ publishSubjects: subjects.join("\n") })}
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
