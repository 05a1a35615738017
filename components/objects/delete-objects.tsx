"use client";

import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CliScript } from "@/components/ui/cli-script";
import { Dialog } from "@/components/ui/dialog";
import { JobView } from "@/components/ui/job-view";
import { useFormat } from "@/components/ui/use-format";
import { type Job, useJob } from "@/components/ui/use-job";
import { useLeaveGuard } from "@/components/ui/use-leave-guard";
import { keysLoop } from "@/lib/format/kv-loop";
import { deleteLoopCommand } from "@/lib/format/object-command";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { deleteObjects, type ObjectLeft } from "@/lib/queries/objects-delete";
import { DeleteObjectsNames } from "./delete-objects-names";
import { useReasonAgainstObjects } from "./may-write";

type Props = {
  connectionId: string;
  store: StoreDetail;
  infos: readonly ObjectInfo[];
  onClose: (wasRun: boolean) => void;
};

/** Asks before the objects that were chosen go, then removes them and says which stayed. */
export function DeleteObjects({ connectionId, store, infos, onClose }: Props) {
  const format = useFormat();
  // What is chosen behind the dialog goes meanwhile; what was asked about stays.
  const [chosen] = useState(infos);
  const [left, setLeft] = useState<readonly ObjectLeft[]>([]);
  const { job, run, cancel } = useJob(String);
  useLeaveGuard(job?.state === "running");
  const title = `Delete ${format.exact(chosen.length)} ${chosen.length === 1 ? "object" : "objects"}`;
  const begin = () =>
    run({ title, unit: "objects", totalUnits: chosen.length }, async (teller) => {
      const report = await deleteObjects(connectionId, chosen, teller);
      setLeft(report.left);
      const stayed = chosen.length - report.deleted;
      const words = `${format.exact(report.deleted)} deleted${stayed === 0 ? "" : `, ${format.exact(stayed)} stayed`}.`;
      const isWell = report.left.length === 0 || teller.signal.aborted;
      return isWell ? words : Promise.reject(words);
    });
  return (
    <Dialog
      title={title}
      isWide
      onClose={() => job?.state !== "running" && onClose(job !== undefined)}
    >
      {job ? (
        <Ran {...{ job, left }} onCancel={cancel} onClose={() => onClose(true)} />
      ) : (
        <Asked
          {...{ connectionId, store, title, chosen }}
          onBegin={begin}
          onClose={() => onClose(false)}
        />
      )}
    </Dialog>
  );
}

type AskedProps = {
  connectionId: string;
  store: StoreDetail;
  title: string;
  chosen: readonly ObjectInfo[];
  onBegin: () => void;
  onClose: () => void;
};

function Asked({ connectionId, store, title, chosen, onBegin, onClose }: AskedProps) {
  const format = useFormat();
  const production = useProduction(connectionId, { does: "delete them" });
  const against = useReasonAgainstObjects(connectionId, store);
  const bytes = chosen.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0n);
  const script = keysLoop({ keys: chosen.map(({ name }) => name) }, (name) =>
    deleteLoopCommand(store.row.name, name),
  );
  return (
    <div className="mt-3 grid gap-4">
      <p className="text-soft">
        {format.bytesText(bytes)} in all, for good. An object that somebody changes meanwhile stays,
        and is told.
      </p>
      <DeleteObjectsNames objects={chosen.map((info) => ({ info, why: undefined }))} />
      <CliScript
        text={script}
        note={`${script.includes("keys.txt") ? "keys.txt has the names, one a line. " : ""}Unlike here, it does not compare with what was seen.`}
      />
      {production.check}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" data-first="" reason={against ?? production.reason} onClick={onBegin}>
          {title}
        </Button>
      </div>
    </div>
  );
}

type RanProps = {
  job: Job;
  left: readonly ObjectLeft[];
  onCancel: () => void;
  onClose: () => void;
};

function Ran({ job, left, onCancel, onClose }: RanProps) {
  return (
    <div className="mt-3 grid gap-4">
      <JobView job={job} onCancel={onCancel} />
      {left.length > 0 && (
        <section aria-label="What stayed" className="grid gap-1">
          <h3 className="font-semibold">What stayed</h3>
          <DeleteObjectsNames objects={left} />
        </section>
      )}
      {job.state !== "running" && (
        <div className="flex justify-end">
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        </div>
      )}
    </div>
  );
}
