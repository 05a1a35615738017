"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useConnection } from "@/components/shell/shown-connection";
import { Segments } from "@/components/ui/segments";
import { type Draft, emptyDraft } from "@/lib/model/publish-draft";
import { keepSent } from "@/lib/queries/publish-store";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { type PublishMode, publishModes } from "@/lib/url/publish";
import { KeptDrafts } from "./kept-drafts";
import type { Place } from "./place";
import { PublishForm } from "./publish-form";
import { RequestForm } from "./request-form";
import { RespondForm } from "./respond-form";
import { ResponderView } from "./responder-view";
import { SendingView } from "./sending-view";
import { knownSubjects } from "./subject-note";
import type { Runs } from "./use-runs";

const words: Record<PublishMode, string> = {
  publish: "Publish",
  request: "Request",
  respond: "Respond",
};

type Props = {
  connectionId: string;
  place: Place;
  runs: Runs;
  /** What it is filled with at first. */
  first?: Draft | undefined;
};

/** A form that publishes, asks or answers, and beside it what was sent before. */
export function Publisher({ connectionId, place, runs, first }: Props) {
  const [draft, setDraft] = useState<Draft>(first ?? emptyDraft);
  const connection = useConnection(connectionId);
  const { data } = useQuery(snapshotQuery(connectionId));
  const streams = data?.snapshot?.streams.value ?? [];
  const { sending, responder } = runs;
  const { mode, subject } = place;
  const form = {
    ...{ connectionId, connection, place, draft, streams },
    known: knownSubjects(streams),
    change: (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes })),
    keep: () => keepSent({ connectionId, mode, subject, draft, atMs: Date.now() }),
  };
  return (
    <div className="grid gap-8 @5xl:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="relative grid min-w-0 content-start gap-4">
        <h2 className="sr-only">{words[mode]}</h2>
        <Segments
          label="What to do"
          value={mode}
          choices={publishModes.map((value) => ({ value, label: words[value] }))}
          onChange={(next) => place.change({ mode: next })}
        />
        {mode === "publish" && <PublishForm form={form} sending={sending} />}
        {mode === "request" && <RequestForm form={form} />}
        {mode === "respond" && <RespondForm form={form} responder={responder} />}
        {mode !== "publish" && sending.job && <SendingView sending={sending} />}
        {mode !== "respond" && responder.isRunning && <ResponderView holder={responder} />}
      </div>
      <KeptDrafts
        connectionId={connectionId}
        now={{ mode, subject, draft }}
        onOpen={(kept) => {
          setDraft(kept.draft);
          place.change({ mode: kept.mode, subject: kept.subject });
        }}
      />
    </div>
  );
}
