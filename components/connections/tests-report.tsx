import type { TestOutcome } from "./test-each";
import { sumUp, type TestProgress } from "./test-rows";
import { ViewLink } from "./view-link";

type Face = { word: string; mark: string; tone: string };

/** What needs a look stands first. */
const faces: Record<Exclude<TestProgress["state"], "running"> | "untested", Face> = {
  failed: { word: "Failed", mark: "✕", tone: "text-trouble" },
  broken: { word: "No result", mark: "◐", tone: "text-attention" },
  untested: { word: "Not tested", mark: "–", tone: "text-unknown" },
  passed: { word: "Passed", mark: "●", tone: "text-ok" },
};
const order = Object.keys(faces);

/** What came of the tests of several connections, with the way to each. */
export function TestsReport({ outcomes }: { outcomes: readonly TestOutcome[] }) {
  const sorted = outcomes.toSorted((a, b) => order.indexOf(stateOf(a)) - order.indexOf(stateOf(b)));
  const passed = outcomes.filter((outcome) => stateOf(outcome) === "passed").length;
  return (
    <>
      <p className="text-ink">
        {passed === outcomes.length ? `All ${passed} connect.` : sumUpSome(passed, outcomes.length)}
      </p>
      <ul
        aria-label="Tests"
        className="mt-1 grid max-h-64 overflow-y-auto max-md:max-h-96 md:grid-cols-[minmax(8rem,16rem)_7rem_1fr_auto] md:gap-x-4"
      >
        {sorted.map((outcome) => (
          <Outcome key={outcome.id} outcome={outcome} />
        ))}
      </ul>
    </>
  );
}

function Outcome({ outcome }: { outcome: TestOutcome }) {
  const { id, label, progress } = outcome;
  const { word, mark, tone } = faces[stateOf(outcome)];
  return (
    <li className="border-line border-t py-1.5 max-md:pb-0 md:col-span-4 md:grid md:grid-cols-subgrid">
      <span className="block min-w-0 break-words font-medium text-ink">{label}</span>
      <span className={`flex items-baseline gap-2 ${tone}`}>
        <span aria-hidden="true">{mark}</span>
        {word}
      </span>
      <span className="block min-w-0 break-words">{progress && sumUp(progress)}</span>
      <ViewLink
        to={{ name: "test", id }}
        aria-label={`Test ${label} step by step`}
        className="inline-flex items-center whitespace-nowrap text-accent hover:underline max-md:h-10"
      >
        Step by step
      </ViewLink>
    </li>
  );
}

function stateOf({ progress }: TestOutcome): keyof typeof faces {
  if (!progress) return "untested";
  return progress.state === "running" ? "broken" : progress.state;
}

function sumUpSome(passed: number, all: number): string {
  return `${passed} of ${all} ${passed === 1 ? "connects" : "connect"}.`;
}
