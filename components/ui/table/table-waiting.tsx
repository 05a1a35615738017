import { Skeleton } from "@/components/ui/skeleton";

const rows = ["w-2/5", "w-1/3", "w-1/2", "w-1/4", "w-3/5", "w-1/5"];

type Props = {
  name: string;
  /** The bar over the rows is there already. */
  hasBar?: boolean;
};

/** The room that rows will take. */
export function TableWaiting({ name, hasBar = false }: Props) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading {name.toLowerCase()}
      </span>
      {!hasBar && <div className="mb-2 h-8" />}
      <div className="h-8 border-line border-b max-md:h-11" />
      {rows.map((width) => (
        <div
          key={width}
          className="flex h-(--row-height,36px) items-center border-line border-b px-3"
        >
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
