"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/problem";
import { TextArea } from "@/components/ui/text-area";
import { fromMetadata, metadataFault, toMetadata } from "@/lib/format/metadata-lines";
import { editCommand } from "@/lib/format/object-command";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import type { ObjectInfo } from "@/lib/model/objects";
import { editObjectMutation } from "@/lib/queries/object-one";
import { MetadataScript } from "./command-script";
import { fromHeaders, headersFault, toHeaders } from "./edit-object-headers";
import { objectPrefix } from "./may-write";
import { outcomeProblem } from "./outcome-words";

type Props = { connectionId: string; store: StoreDetail; info: ObjectInfo; onClose: () => void };

/** The form of what stands beside an object's bytes; those stay as they are. */
export function EditObjectDialog({ connectionId, store, info, onClose }: Props) {
  // The page hears of changes all the time; what is changed is what was opened.
  const [opened] = useState(info);
  const [description, setDescription] = useState(opened.description);
  const [headers, setHeaders] = useState(() => fromHeaders(opened.headers).text);
  const [metadata, setMetadata] = useState(() => fromMetadata(opened.metadata).text);
  const change = useMutation(editObjectMutation(useQueryClient(), connectionId));
  const production = useProduction(connectionId, { does: "change it" });
  const name = showControls(opened.name);
  const untyped = {
    headers: fromHeaders(opened.headers).untyped,
    metadata: fromMetadata(opened.metadata).untyped,
  };
  const faults = { headers: headersFault(headers), metadata: metadataFault(metadata) };
  const isWrong = faults.headers !== undefined || faults.metadata !== undefined;
  const edit = {
    ...{ name: opened.name, description },
    headers: isWrong ? {} : { ...toHeaders(headers), ...untyped.headers },
    metadata: isWrong ? {} : { ...toMetadata(metadata), ...untyped.metadata },
  };
  const reason = isWrong ? "Mend the lines first." : production.reason;
  const problem = outcomeProblem(change, {
    title: `${name} was not changed`,
    whyChanged:
      "Somebody else has changed it since it was opened. Close this, look at what it is now, and edit it anew.",
  });
  return (
    <Dialog title={`Edit ${name}`} isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== undefined || change.isPending) return;
          change.mutate(
            { info: opened, edit },
            { onSuccess: (outcome) => outcome.is === "done" && onClose() },
          );
        }}
      >
        <TextArea
          label="Description"
          rows={1}
          className="font-sans"
          data-first=""
          value={description}
          onChange={setDescription}
        />
        <TextArea
          label="Headers"
          value={headers}
          onChange={setHeaders}
          error={faults.headers}
          hint={`Name: value, a line each.${staysWords(untyped.headers)}`}
        />
        <TextArea
          label="Metadata"
          value={metadata}
          onChange={setMetadata}
          error={faults.metadata}
          hint={`key=value, a line each.${staysWords(untyped.metadata)}`}
        />
        {production.check}
        {!isWrong && (
          <MetadataScript
            text={editCommand(objectPrefix(store), opened, edit)}
            lacks="no word for changing an object"
          />
        )}
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={change.isPending} reason={reason}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function staysWords(untyped: Record<string, unknown>): string {
  const names = Object.keys(untyped).map(showControls);
  return names.length === 0 ? "" : ` These can’t be typed, and stay: ${names.join(", ")}.`;
}
