import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { sumUp, type TestProgress, toReport } from "./test-rows";
import { TestTable } from "./test-table";

type Props = {
  label: string;
  progress: TestProgress;
  onAgain: () => void;
  onCancel: () => void;
};

const tones: Record<TestProgress["state"], string> = {
  running: "text-ink",
  passed: "text-ok",
  failed: "text-trouble",
  broken: "text-attention",
};

/** A test as it comes: its outcome, its rows, and what can be done with it. */
export function TestReport({ label, progress, onAgain, onCancel }: Props) {
  const isRunning = progress.state === "running";
  return (
    <section aria-label="Test">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <p role="status" className={`mr-auto break-words font-medium ${tones[progress.state]}`}>
          {sumUp(progress)}
        </p>
        {isRunning ? (
          <Button onClick={onCancel}>Cancel test</Button>
        ) : (
          <>
            <CopyButton label="Copy report" text={() => toReport(label, progress)} />
            <Button onClick={onAgain}>Run again</Button>
          </>
        )}
      </div>
      <TestTable rows={progress.rows} />
    </section>
  );
}
