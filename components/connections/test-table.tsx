import { CopyButton } from "@/components/ui/copy-button";
import type { TestAdvice, TestFact, TestRow } from "@/lib/model/connection-test";
import { groupRows, stateFaces, stepWords } from "./test-rows";

/** The steps of a test as a table, one group an address. */
export function TestTable({ rows }: { rows: TestRow[] }) {
  return (
    <table aria-label="Test steps" className="block w-full">
      <thead className="sr-only">
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Result</th>
          <th scope="col">Time</th>
          <th scope="col">Seen</th>
        </tr>
      </thead>
      {groupRows(rows).map(({ address, rows: steps }) => (
        <tbody key={address} className="mb-4 block">
          <tr className="block border-line border-b py-1.5">
            <th
              scope="rowgroup"
              colSpan={4}
              className="block break-all text-left font-normal text-small text-soft"
            >
              {address === "" ? (
                "The connection as a whole"
              ) : (
                <span className="font-mono">{address}</span>
              )}
            </th>
          </tr>
          {steps.map((row) => (
            <Row key={row.step} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row: { step, state, tookMs, seen, facts, advice } }: { row: TestRow }) {
  const { word, mark, tone } = stateFaces[state];
  // Nothing happened: one line is enough to say so.
  const isSkipped = state === "skipped";
  return (
    <tr className="grid grid-cols-[1fr_auto_4.5rem] gap-x-3 border-line border-b py-2 sm:grid-cols-[9rem_1fr_4.5rem]">
      <th scope="row" className="text-left font-medium">
        {stepWords[step]}
      </th>
      <td className={`flex min-w-0 items-baseline gap-2 whitespace-nowrap ${tone}`}>
        <span aria-hidden="true" className={state === "running" ? "motion-safe:animate-pulse" : ""}>
          {mark}
        </span>
        {word}
        {isSkipped && <span className="truncate text-small text-soft max-sm:hidden">{seen}</span>}
      </td>
      <td className="text-right text-small text-soft tabular-nums">
        {tookMs !== undefined && !isSkipped && `${formatMs(tookMs)} ms`}
      </td>
      <td className="col-span-full min-w-0 sm:col-start-2">
        {seen && (
          <p className={`break-words text-small ${isSkipped ? "text-soft sm:hidden" : ""}`}>
            {seen}
          </p>
        )}
        {facts.length > 0 && <Facts facts={facts} />}
        {advice && <Advice advice={advice} />}
      </td>
    </tr>
  );
}

function Facts({ facts }: { facts: TestFact[] }) {
  return (
    <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-small">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Advice({ advice: { likely, whatToDo, snippet } }: { advice: TestAdvice }) {
  return (
    <div className="mt-2 border-attention border-l-2 pl-3 text-small">
      <p className="font-medium">{likely}</p>
      {whatToDo.length > 0 && (
        <ul className="mt-1 grid list-disc gap-0.5 pl-4">
          {whatToDo.map((what) => (
            <li key={what} className="break-words">
              {what}
            </li>
          ))}
        </ul>
      )}
      {snippet && (
        <figure className="mt-2">
          <figcaption className="text-soft">{snippet.about}</figcaption>
          <pre className="my-1 whitespace-pre-wrap break-words rounded-md bg-hover p-2 font-mono text-small">
            {snippet.text}
          </pre>
          <CopyButton label="Copy" text={() => snippet.text} />
        </figure>
      )}
    </div>
  );
}

/** Most steps take less than a few milliseconds: there a tenth says something. */
function formatMs(tookMs: number): string {
  return tookMs < 10 ? String(Number(tookMs.toFixed(1))) : String(Math.round(tookMs));
}
