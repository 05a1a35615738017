"use client";

import { useQueryStates } from "nuqs";
import { useFormat } from "@/components/ui/use-format";
import { checkSubject } from "@/lib/format/subject";
import { type StreamState, streamListParams, streamStates } from "@/lib/url/streams";
import type { ChosenStreams } from "./choose-streams";
import { SubjectSearch } from "./subject-search";

const stateWords: Record<StreamState, { words: string; exact: string }> = {
  idle: { words: "Idle", exact: "Nothing came in the last 15 minutes." },
  empty: { words: "Empty", exact: "They hold no message." },
  "no-consumers": { words: "No consumers", exact: "Nobody reads them by a consumer." },
  "near-limit": {
    words: "Near limit",
    exact: "At least 80% full, and at the limit they refuse new messages.",
  },
  behind: {
    words: "Replica behind",
    exact: "A replica is offline or behind, or there is no leader.",
  },
};

/** What streams are looked for by: a subject that they take, a state that they are in. */
export function StreamChoice({ chosen }: { chosen: ChosenStreams }) {
  const format = useFormat();
  const [{ takes, state, buckets }, change] = useQueryStates(streamListParams);
  const states = state ?? [];
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-1.5 gap-y-2">
      <TakesSubject
        subject={takes ?? ""}
        onChange={(text) => void change({ takes: text || null })}
      />
      {streamStates.map((name) => {
        const isOn = states.includes(name);
        const next = isOn ? states.filter((other) => other !== name) : [...states, name];
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isOn}
            title={stateWords[name].exact}
            onClick={() => void change({ state: next.length > 0 ? next : null })}
            className="flex h-7 items-center gap-1.5 rounded-md border border-line px-2 text-small text-soft hover:bg-hover hover:text-ink aria-pressed:border-accent aria-pressed:bg-select aria-pressed:text-ink max-md:h-10"
          >
            {stateWords[name].words}
            <span className="tabular-nums">{format.count(chosen.counts[name])}</span>
          </button>
        );
      })}
      {chosen.buckets > 0 && (
        <label className="flex h-7 items-center gap-2 px-2 text-small max-md:h-10 md:ml-auto">
          <input
            type="checkbox"
            checked={buckets ?? false}
            onChange={(event) => void change({ buckets: event.target.checked || null })}
            className="size-4 accent-accent"
          />
          <span>KV and object streams</span>
          <span className="text-soft tabular-nums">{format.count(chosen.buckets)}</span>
        </label>
      )}
    </div>
  );
}

type TakesProps = { subject: string; onChange: (subject: string) => void };

function TakesSubject({ subject, onChange }: TakesProps) {
  const fault =
    subject === "" ? undefined : checkSubject(subject, { wildcards: true, reserved: true });
  return (
    <div className="mr-1 flex flex-wrap items-center gap-x-2 max-md:w-full">
      <SubjectSearch
        label="Takes subject"
        placeholder="orders.eu.created"
        widthLook="w-56"
        faultId={fault === undefined ? undefined : "takes-fault"}
        value={subject}
        onChange={(text) => onChange(text.trim())}
      />
      {fault !== undefined && (
        <p id="takes-fault" className="text-small text-trouble">
          <span aria-hidden="true">✕ </span>
          {fault}
        </p>
      )}
    </div>
  );
}
