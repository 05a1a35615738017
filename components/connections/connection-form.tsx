"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useEscape } from "@/components/ui/use-escape";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionSettings } from "@/lib/model/connection-settings";
import { faultOfRefusal, type Surroundings } from "./check-draft";
import { type Draft, toSettings } from "./draft";
import { FormParts } from "./form-parts";
import { LeaveDialog } from "./leave-dialog";
import { closeView } from "./open-view";
import { SaveReview } from "./save-review";
import { TestReport } from "./test-report";
import { useConnectionSave } from "./use-connection-save";
import { useConnectionTest } from "./use-connection-test";
import { useDraft } from "./use-draft";
import { useLeaveGuard } from "./use-leave-guard";

type Props = {
  /** Of the connection that is edited; nothing for a new one. */
  id: string | undefined;
  initial: Draft;
  /** What was read of it. */
  opened?: ConnectionSettings;
  around: Surroundings;
};

/** The form of a connection, with a test of what stands in it beside. */
export function ConnectionForm({ id, initial, opened, around }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const report = useRef<HTMLDivElement>(null);
  const state = useDraft(initial, around);
  const save = useConnectionSave(id, opened);
  const test = useConnectionTest();
  const guard = useLeaveGuard(state.isDirty && !save.isSuccess);
  const refused = {
    ...faultOfRefusal(save.error),
    ...faultOfRefusal(test.progress?.error),
  };
  const change: typeof state.change = (changes) => {
    // What the console said was of what stood there then.
    if (save.error) save.reset();
    if (test.progress?.error) test.forget();
    state.change(changes);
  };
  const cancel = () => guard.guard(() => closeView());
  useEscape(cancel);
  useEffect(() => form.current?.querySelector<HTMLElement>("[data-first]")?.focus(), []);

  // After the words have come, and a folded part with them.
  const focusFault = () =>
    requestAnimationFrame(() =>
      form.current
        ?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid] button")
        ?.focus(),
    );
  const settings = () => toSettings(state.draft);
  const isTesting = test.progress !== undefined;
  useEffect(() => {
    const box = report.current?.getBoundingClientRect();
    // Beside the form it is in sight; below it, on a narrow screen, nobody would see that it began.
    if (isTesting && box && box.top > innerHeight - 160) report.current?.scrollIntoView();
  }, [isTesting]);
  const isRight = (fields: string[]) => {
    if (fields.length === 0) return true;
    state.sayAll();
    focusFault();
    return false;
  };
  const submit = () => {
    if (save.isPending || !isRight(Object.keys(state.allFaults))) return;
    save.submit(settings(), focusFault);
  };
  const runTest = () => {
    // A test needs no name, and no free one.
    const fields = Object.keys(state.allFaults).filter((field) => field !== "label");
    if (isRight(fields)) test.start({ settings: settings(), id });
  };
  return (
    <div className="grid grid-cols-1 items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,40rem)_minmax(0,1fr)]">
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormParts {...state} change={change} faults={{ ...state.faults, ...refused }} />
        <div className="sticky bottom-0 mt-4 flex flex-wrap gap-2 border-line border-t bg-page py-3">
          {save.error && !save.review && (
            <div className="w-full pb-1">
              <Problem words={describeError(save.error)} />
            </div>
          )}
          <Button kind="primary" type="submit" isBusy={save.isPending}>
            Save
          </Button>
          <Button onClick={runTest}>Test</Button>
          <span className="flex-1" />
          <Button onClick={cancel}>Cancel</Button>
        </div>
      </form>
      {test.progress && (
        <div ref={report} className="scroll-mt-16 max-xl:min-h-[80dvh] xl:sticky xl:top-16">
          <TestReport
            label={state.draft.label.trim() || "a new connection"}
            progress={test.progress}
            onAgain={runTest}
            onCancel={test.cancel}
          />
        </div>
      )}
      <SaveReview save={save} />
      <LeaveDialog guard={guard} />
    </div>
  );
}
