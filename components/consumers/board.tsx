"use client";

/** Every consumer of a connection, the one that is furthest behind first. */
export function Board(_: { connectionId: string }) {
  return (
    <main className="mx-auto max-w-[1600px] px-4 py-5 md:px-6">
      <h1 className="font-semibold text-title">Consumers</h1>
    </main>
  );
}
