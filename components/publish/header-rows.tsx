"use client";

import { Plus, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import type { HeaderLine } from "@/lib/model/publish";
import { headerFault } from "./check-form";

type Props = { headers: readonly HeaderLine[]; onChange: (headers: HeaderLine[]) => void };

/** Headers, a line each; a name may stand in several lines. */
export function HeaderRows({ headers, onChange }: Props) {
  const id = useId();
  const rows = useRef<HTMLDivElement>(null);
  const put = (at: number, changes: Partial<HeaderLine>) =>
    onChange(headers.map((line, index) => (index === at ? { ...line, ...changes } : line)));
  const add = () => {
    onChange([...headers, { name: "", value: "" }]);
    requestAnimationFrame(() => {
      const names = rows.current?.querySelectorAll<HTMLInputElement>("[data-name]");
      names?.[names.length - 1]?.focus();
    });
  };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium text-small">Headers</legend>
      <div ref={rows} className="grid gap-1.5">
        {headers.map((line, at) => {
          const fault = headerFault(line);
          const label = line.name === "" ? String(at + 1) : line.name;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name.
            <div key={at}>
              <div className="flex gap-1.5">
                <input
                  data-name=""
                  aria-label={`Header name ${at + 1}`}
                  aria-invalid={fault ? true : undefined}
                  aria-describedby={fault ? `${id}-${at}` : undefined}
                  placeholder="Name"
                  value={line.name}
                  onChange={({ target }) => put(at, { name: target.value })}
                  {...plain}
                  className={`${controlLook} h-8 min-w-0 flex-[2] font-mono text-small`}
                />
                <input
                  aria-label={`Header value ${at + 1}`}
                  placeholder="Value"
                  value={line.value}
                  onChange={({ target }) => put(at, { value: target.value })}
                  {...plain}
                  className={`${controlLook} h-8 min-w-0 flex-[3] font-mono text-small`}
                />
                <Button
                  kind="quiet"
                  className="h-8"
                  aria-label={`Remove header ${label}`}
                  onClick={() => onChange(headers.filter((_, index) => index !== at))}
                >
                  <X aria-hidden="true" className="size-4" />
                </Button>
              </div>
              {fault && (
                <p id={`${id}-${at}`} className="mt-1 text-small text-trouble">
                  <span aria-hidden="true">✕ </span>
                  {fault}
                </p>
              )}
            </div>
          );
        })}
      </div>
      <Button kind="quiet" className="mt-1 -ml-2" onClick={add}>
        <Plus aria-hidden="true" className="size-3.5" />
        Add header
      </Button>
    </fieldset>
  );
}

const plain = { autoComplete: "off", autoCapitalize: "none", spellCheck: false } as const;
