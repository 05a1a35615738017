/** The first thing that the keyboard reaches: past rail and head. No link, so that the address stays what it is. */
export function SkipLink({ to }: { to: string }) {
  return (
    <button
      type="button"
      onClick={() => document.getElementById(to)?.focus()}
      className="sr-only z-50 rounded-md border border-line bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to the content
    </button>
  );
}
