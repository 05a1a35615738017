"use client";

import { useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { CliScript } from "@/components/ui/cli-script";
import { Dialog } from "@/components/ui/dialog";
import { useFormat } from "@/components/ui/use-format";
import { putCommand } from "@/lib/format/object-command";
import { showControls } from "@/lib/format/payload";
import { shellCommand } from "@/lib/format/shell-quote";
import type { ObjectInfo } from "@/lib/model/objects";
import type { AskingUpload } from "@/lib/model/uploads";
import { ReplaceRows } from "./replace-rows";

type Props = {
  /** Of one store; at least one. */
  uploads: readonly AskingUpload[];
  onAnswer: (answer: { is: "replace"; keepsWords: boolean } | { is: "skip" }) => void;
  onClose: () => void;
};

/** Asks before what is there goes for what is uploaded. */
export function ReplaceDialog({ uploads, onAnswer, onClose }: Props) {
  const format = useFormat();
  const [keepsWords, setKeepsWords] = useState(true);
  const [first] = uploads;
  const isOne = uploads.length === 1;
  const production = useProduction(first?.connectionId ?? "", {
    does: isOne ? "replace it" : "replace them",
  });
  if (!first) return null;
  const { bucket, name } = first;
  const { isNews } = first.state;
  const isWordy = uploads.some(({ state }) => hasWords(state.there));
  const title = isOne
    ? `Replace ${showControls(name)}?`
    : `Replace ${format.exact(uploads.length)} objects?`;
  return (
    <Dialog title={title} isWide={!isOne} onClose={onClose}>
      <form
        className="mt-2 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (production.reason === undefined) onAnswer({ is: "replace", keepsWords });
        }}
      >
        <p className="text-soft">{whyWords(bucket, { isOne, isNews })}</p>
        <ReplaceRows uploads={uploads} />
        {isWordy && (
          <CheckField
            label="Keep description, headers and metadata"
            hint="Of what is there now."
            isChecked={keepsWords}
            onChange={setKeepsWords}
          />
        )}
        {production.check}
        <CliScript {...sameAs(uploads, keepsWords)} />
        <div className="flex justify-end gap-2">
          {/* What comes up by itself is not confirmed by a key that was meant for something else. */}
          <Button data-first={isNews ? "" : undefined} onClick={() => onAnswer({ is: "skip" })}>
            Skip
          </Button>
          <Button
            kind="danger"
            type="submit"
            data-first={isNews ? undefined : ""}
            reason={production.reason}
          >
            {isOne ? "Replace" : "Replace all"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** More would hide the question. */
const mostCommands = 3;

function sameAs(uploads: readonly AskingUpload[], keepsWords: boolean) {
  const commands = uploads.slice(0, mostCommands).map(({ bucket, name, file, state }) => {
    const { description, headers } = keepsWords ? state.there : wordless;
    return shellCommand(
      putCommand(bucket, { name, fileName: file.name, description, headers }, true),
    );
  });
  const notes = [
    ...(uploads.length > mostCommands ? ["And so on for the others."] : []),
    ...(keepsWords && uploads.some(({ state }) => Object.keys(state.there.metadata).length > 0)
      ? ["The command has no word for metadata, and does not keep it."]
      : []),
  ];
  return { text: commands.join("\n"), ...(notes.length > 0 && { note: notes.join(" ") }) };
}

const wordless = { description: "", headers: {} };

function whyWords(bucket: string, { isOne, isNews }: { isOne: boolean; isNews: boolean }): string {
  if (isNews) {
    return `Somebody has stored an object of this name in ${bucket} while your file was sent. Nothing of yours was kept: to replace theirs, it is sent again.`;
  }
  const which = isOne ? "An object of this name is" : "Objects of these names are";
  return `${which} in ${bucket} already. What is there goes once the new one is stored whole.`;
}

function hasWords({ description, headers, metadata }: ObjectInfo): boolean {
  return description !== "" || Object.keys(headers).length > 0 || Object.keys(metadata).length > 0;
}
