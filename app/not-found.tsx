export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-6 py-24">
      <title>There is no such page · Natsight</title>
      <h1 className="font-semibold text-title">There is no such page</h1>
      <p className="mt-2 text-soft">The address may be mistyped, or from a newer version.</p>
      <p className="mt-6">
        {/* A plain link: only the server knows which page it leads to. */}
        <a className="text-accent underline underline-offset-4" href="/">
          Open the overview
        </a>
      </p>
    </main>
  );
}
