import { showControls } from "@/lib/format/payload";
import { headerMeaning } from "./header-meaning";

/** The publisher's own headers, then those that mean something to NATS, with what they mean. */
export function MessageHeaders({ headers }: { headers: readonly [string, string[]][] }) {
  const own = headers.filter(([name]) => headerMeaning(name) === undefined);
  const ofNats = headers.filter(([name]) => headerMeaning(name) !== undefined);
  return (
    <section aria-label="Headers" className="grid min-w-0 gap-1.5">
      <h3 className="font-semibold">Headers</h3>
      {own.length > 0 && <List headers={own} />}
      {ofNats.length > 0 && (
        <>
          {own.length > 0 && <p className="mt-1 text-small text-soft">Of NATS</p>}
          <List headers={ofNats} />
        </>
      )}
    </section>
  );
}

function List({ headers }: { headers: readonly [string, string[]][] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1 text-small">
      {headers.map(([name, values]) => (
        <div key={name} className="contents">
          <dt className="break-all font-mono text-soft">{showControls(name)}</dt>
          <dd className="min-w-0">
            {values.map((value, index) => (
              // A header may hold the same value twice.
              // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
              <span key={index} className="block break-all font-mono">
                {showControls(value)}
              </span>
            ))}
            {headerMeaning(name) && <span className="text-soft">{headerMeaning(name)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
