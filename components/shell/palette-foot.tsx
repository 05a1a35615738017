import { useFormat } from "@/components/ui/use-format";

type Props = { note: string | undefined; shown: number; total: number };

/** What more there is, and what has just been done. */
export function PaletteFoot({ note, shown, total }: Props) {
  const format = useFormat();
  const more = total > shown ? `${format.exact(shown)} of ${format.exact(total)} shown` : "";
  const words = note || more;
  return (
    <div
      className={`flex min-h-8 items-center gap-3 border-line border-t px-3.5 py-1.5 text-small text-soft ${words === "" ? "max-md:hidden" : ""}`}
    >
      <span role="status" className="min-w-0 truncate">
        {words}
      </span>
      <span className="ml-auto shrink-0 max-md:hidden">↑↓ choose, Enter opens, Escape closes</span>
    </div>
  );
}
