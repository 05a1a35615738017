"use client";

import { lazy, Suspense, useState } from "react";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import type { ConsumerSummary } from "@/lib/model/consumers";
import { type ServerHas, useServerHas } from "./use-server-has";

const parts = {
  delete: () => import("./delete-dialog"),
  pause: () => import("./pause-dialog"),
  resume: () => import("./pause-resume"),
};
const DeleteDialog = lazy(async () => ({ default: (await parts.delete()).DeleteDialog }));
const PauseDialog = lazy(async () => ({ default: (await parts.pause()).PauseDialog }));
const ResumeDialog = lazy(async () => ({ default: (await parts.resume()).ResumeDialog }));

/** Whoever is about to press it does not wait for the dialog's code, and types nothing beside it. */
function early(part: keyof typeof parts) {
  // Where it does not come now, it is asked for again when it is pressed, and says why.
  const load = () => void parts[part]().catch(() => undefined);
  return { onPointerEnter: load, onFocus: load };
}

type Props = { connectionId: string; consumer: ConsumerSummary };

/** What can be done with a consumer; what can't, says why. */
export function ConsumerActions({ connectionId, consumer }: Props) {
  const [open, setOpen] = useState<"delete" | "pause" | "resume">();
  const { stream, name } = consumer;
  const againstPause = useReasonAgainst(connectionId, `CONSUMER.PAUSE.${stream}.${name}`);
  const againstDelete = useReasonAgainst(connectionId, `CONSUMER.DELETE.${stream}.${name}`);
  const has = useServerHas(connectionId);
  const against = againstPause ?? tooOld(has);
  const isPaused = consumer.pausedUntilMs !== undefined;
  const shared = { connectionId, consumer, onClose: () => setOpen(undefined) };
  return (
    <>
      {isPaused ? (
        <Button reason={against} {...early("resume")} onClick={() => setOpen("resume")}>
          Resume
        </Button>
      ) : (
        <Button reason={against} {...early("pause")} onClick={() => setOpen("pause")}>
          Pause
        </Button>
      )}
      <Button
        kind="danger"
        reason={againstDelete}
        {...early("delete")}
        onClick={() => setOpen("delete")}
      >
        Delete consumer
      </Button>
      <Suspense>
        {open === "pause" && <PauseDialog {...shared} />}
        {open === "resume" && <ResumeDialog {...shared} />}
        {open === "delete" && <DeleteDialog {...shared} />}
      </Suspense>
    </>
  );
}

function tooOld({ version, pause }: ServerHas): string | undefined {
  if (version === "") return "The server is not known yet.";
  return pause ? undefined : `This server is ${version}: consumers can be paused since NATS 2.11.`;
}
