/** The room that a value will take, so that nothing moves when it comes. */
export function Skeleton({ className = "" }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-block motion-safe:animate-pulse rounded bg-line ${className}`}
    />
  );
}
