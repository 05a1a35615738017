"use client";

/** A fault of the page itself; what NATS refuses is shown where it happened. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <title>This page has failed · Natsight</title>
      <h1 className="font-semibold text-title">This page has failed</h1>
      <p className="mt-2 break-words text-soft">
        {error.message || "There is no further word about why."}
      </p>
      <p className="mt-6">
        <button
          type="button"
          className="rounded border border-line bg-raised px-3 py-1.5 hover:bg-hover"
          onClick={() => location.reload()}
        >
          Reload the page
        </button>
      </p>
    </main>
  );
}
