import { Search } from "lucide-react";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"input">, "type"> & {
  /** Its name, which is heard and not shown. */
  label: string;
  /** How wide it is among its neighbours. */
  widthLook: string;
};

/** What is searched for, in a bar over where it is; `/` leads to it. */
export function BarSearch({ label, widthLook, className = "", ...input }: Props) {
  return (
    <label className={`relative flex items-center ${widthLook}`}>
      <span className="sr-only">{label}</span>
      <Search aria-hidden="true" className="absolute left-2.5 size-3.5 text-soft" />
      <input
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-keyshortcuts="/"
        {...input}
        className={`h-8 w-full rounded-md border border-edge bg-raised pr-2 pl-8 text-small placeholder:text-soft aria-invalid:border-trouble max-md:h-10 ${className}`}
      />
    </label>
  );
}
