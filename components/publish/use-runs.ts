"use client";

import { isValidElement } from "react";
import { type JobHolder, useJob } from "@/components/ui/use-job";
import { type ResponderHolder, useResponder } from "./use-responder";

/** What goes on beside the form, whichever form that is: messages that go out one after the other, answers. */
export type Runs = {
  sending: JobHolder;
  responder: ResponderHolder;
  /** What would end with the page or the drawer, in words; undefined where nothing runs. */
  inWords: string | undefined;
};

/** Holds it for as long as the page or the drawer is there. */
export function useRuns(connectionId: string): Runs {
  const sending = useJob((error) => (isValidElement(error) ? error : String(error)));
  const responder = useResponder(connectionId);
  const isSending = sending.job?.state === "running";
  const names = [
    ...(isSending ? [sending.job?.title] : []),
    ...(responder.isRunning ? [`The responder on ${responder.responder?.subject}`] : []),
  ];
  return { sending, responder, inWords: names.length === 0 ? undefined : names.join(", ") };
}
