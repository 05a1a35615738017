/** What the nats command beside a form can't do of it. */
export function CommandLacks({ lacks }: { lacks: string | undefined }) {
  if (lacks === undefined) return null;
  return <p className="mt-1 text-small text-soft">The nats command has no word for {lacks}.</p>;
}
