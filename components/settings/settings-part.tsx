import { type ReactNode, useId } from "react";

/** Choices that belong together, beside what they are about. */
export function SettingsPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="mt-8 grid gap-x-8 gap-y-4 border-line border-t pt-5 md:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <div className="grid gap-6">{children}</div>
    </section>
  );
}
