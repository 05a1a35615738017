"use client";

import { Trash2 } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { useFormat } from "@/components/ui/use-format";
import type { Draft } from "@/lib/model/publish-draft";
import {
  clearHistory,
  deleteTemplate,
  type KeptDraft,
  keepTemplate,
  type PublishStore,
  readPublishStore,
  watchPublishStore,
} from "@/lib/queries/publish-store";
import { type PublishMode, publishModes } from "@/lib/url/publish";

/** A form as it stands, or as it was. */
type Kept = { mode: PublishMode; subject: string; draft: Draft };

type Props = { connectionId: string; now: Kept; onOpen: (kept: Kept) => void };

const empty: PublishStore = { history: [], templates: [] };
const noStore = () => empty;

/** What was sent from this browser, and what was kept under a name; opening one fills the form. */
export function KeptDrafts({ connectionId, now, onOpen }: Props) {
  const store = useSyncExternalStore(watchPublishStore, readPublishStore, noStore);
  const history = store.history.filter((sent) => sent.connectionId === connectionId);
  const open = ({ mode, subject, draft }: KeptDraft) =>
    onOpen({ mode: publishModes.find((known) => known === mode) ?? "publish", subject, draft });
  return (
    <aside aria-label="Templates and history" className="grid min-w-0 content-start gap-6">
      <Templates templates={store.templates} connectionId={connectionId} now={now} onOpen={open} />
      <section aria-label="History" className="min-w-0">
        <div className="flex min-h-8 items-center justify-between gap-2">
          <h2 className="font-semibold">History</h2>
          {history.length > 0 && (
            <Button kind="quiet" onClick={() => clearHistory(connectionId)}>
              Clear history
            </Button>
          )}
        </div>
        <p className="mb-1 text-small text-soft">
          The newest 50, kept in this browser as plain text, payloads up to 64 KiB.
        </p>
        <ol className="max-h-[28rem] overflow-y-auto">
          {history.map((sent) => (
            <li key={sent.id} className="border-line border-t">
              <Opener kept={sent} onOpen={open} />
            </li>
          ))}
        </ol>
      </section>
    </aside>
  );
}

type TemplatesProps = {
  templates: readonly KeptDraft[];
  connectionId: string;
  now: Kept;
  onOpen: (kept: KeptDraft) => void;
};

function Templates({ templates, connectionId, now, onOpen }: TemplatesProps) {
  const [name, setName] = useState("");
  const save = () => {
    keepTemplate({ ...now, connectionId, name: name.trim(), atMs: Date.now() });
    setName("");
  };
  return (
    <section aria-label="Templates" className="min-w-0">
      <h2 className="mb-1 flex min-h-8 items-center font-semibold">Templates</h2>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save();
        }}
      >
        <span className="min-w-0 grow">
          <TextField label="Template name" value={name} onChange={setName} />
        </span>
        <Button type="submit" reason={name.trim() === "" ? "Give it a name first." : undefined}>
          Save
        </Button>
      </form>
      <ul className="mt-2 max-h-64 overflow-y-auto">
        {templates.map((template) => (
          <li key={template.id} className="flex items-center border-line border-t">
            <Opener kept={template} onOpen={onOpen} />
            <Button
              kind="quiet"
              aria-label={`Delete template ${template.name}`}
              onClick={() => deleteTemplate(template.id)}
            >
              <Trash2 aria-hidden="true" className="size-3.5" />
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const verbs: Record<string, string> = {
  publish: "Publish",
  request: "Request",
  respond: "Respond",
};

function Opener({ kept, onOpen }: { kept: KeptDraft; onOpen: (kept: KeptDraft) => void }) {
  const format = useFormat();
  const { name, subject, mode, atMs, isCut, draft } = kept;
  const payload = draft.file ? draft.file.name : draft.payload.slice(0, 80);
  return (
    <button
      type="button"
      className="block w-full min-w-0 grow rounded-sm px-1.5 py-1.5 text-left hover:bg-hover max-lg:py-2.5"
      onClick={() => onOpen(kept)}
    >
      <span className="flex items-baseline gap-2">
        <span className={`min-w-0 truncate text-small ${name ? "font-medium" : "font-mono"}`}>
          {name ?? subject}
        </span>
        <span className="ml-auto shrink-0 text-soft text-tiny tabular-nums">
          {verbs[mode]} {name === undefined && format.clock(atMs)}
        </span>
      </span>
      <span className="block truncate font-mono text-soft text-tiny">
        {isCut ? "payload too large to keep" : payload || "empty payload"}
      </span>
    </button>
  );
}
