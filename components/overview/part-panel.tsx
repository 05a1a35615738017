"use client";

import type { ReactNode } from "react";
import type { Ages } from "@/components/shell/use-ages";
import { Panel } from "@/components/ui/panel";
import { Problem } from "@/components/ui/problem";
import { useFormat } from "@/components/ui/use-format";
import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { Part } from "@/lib/model/snapshot";

type Props<T> = {
  title: string;
  note?: ReactNode;
  part: Part<T> | undefined;
  ages: Ages;
  skeleton: ReactNode;
  /** What stands there instead of some errors: not everybody may ask everything, and that is no fault. */
  calmFace?: ((error: AppError) => ReactNode | undefined) | undefined;
  children: (value: T) => ReactNode;
};

/** One part of what is known: its newest value, greyed with its age where that is old, or why there is none (R02). */
export function PartPanel<T>({ title, note, part, ages, skeleton, calmFace, children }: Props<T>) {
  const format = useFormat();
  const staleMs = ages.staleMs(part?.asOfMs);
  const age = staleMs !== undefined && (
    <span className="text-attention">as of {format.age(staleMs)}</span>
  );
  return (
    <Panel title={title} note={age || note}>
      <div className="border-line border-t">
        {part?.value !== undefined ? (
          <div className={staleMs === undefined ? "contents" : "opacity-75 grayscale"}>
            {children(part.value)}
          </div>
        ) : (
          <Absent part={part} skeleton={skeleton} calmFace={calmFace} />
        )}
      </div>
    </Panel>
  );
}

function Absent<T>({ part, skeleton, calmFace }: Pick<Props<T>, "part" | "skeleton" | "calmFace">) {
  const error = part?.error;
  if (error === undefined) return skeleton;
  const face = calmFace?.(error);
  if (face !== undefined) return <div className="py-3">{face}</div>;
  const isCalm = ["permission", "no-jetstream", "no-responders"].includes(error.kind);
  return (
    <div className="py-3">
      <Problem calm={isCalm} words={describeError(error)} />
    </div>
  );
}
