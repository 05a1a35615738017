import { useFormat } from "@/components/ui/use-format";

/** How old the figures of a list are, where they are not of now. */
export function NotLive({ staleMs }: { staleMs: number | undefined }) {
  const format = useFormat();
  if (staleMs === undefined) return null;
  return (
    <p role="status" className="text-attention text-small tabular-nums">
      Not live: as of {format.age(staleMs)}
    </p>
  );
}
