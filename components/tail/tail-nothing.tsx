"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/components/shell/shown-connection";
import { buttonLook } from "@/components/ui/button-look";
import { snapshotQuery } from "@/lib/queries/snapshot";
import { grantOf } from "@/lib/roles/grant";
import { maySubscribe } from "@/lib/roles/may";

type Props = { connectionId: string; onSubject: (subject: string) => void };

const offered = 8;

/** Before a subject is chosen: what could be. */
export function TailNothing({ connectionId, onSubject }: Props) {
  const streams = useQuery(snapshotQuery(connectionId)).data?.snapshot?.streams.value;
  const connection = useConnection(connectionId);
  const grant = connection?.transport === "gateway" ? grantOf(connection.access) : undefined;
  const may = (subject: string) => !grant || maySubscribe(grant, subject).ok;
  const stored = (streams ?? []).flatMap(({ subjects }) => subjects);
  const ordinary = stored.filter((subject) => !subject.startsWith("$"));
  const all = [...(connection?.access.tailSubjects ?? []), ...ordinary];
  const choices = [...new Set(all)].filter(may).slice(0, offered);
  const hasNone = connection !== undefined && choices.length === 0 && !may(">");
  return (
    <div className="border-line border-t pt-4">
      <p className="font-medium">Nothing is listened to yet</p>
      <p className="mb-3 max-w-2xl text-small text-soft">
        {hasNone
          ? `The role here, ${connection.access.role}, may tail no subject that is known. The connection's tail subjects say what a reader may.`
          : "Give a subject above. Whatever is published to it from then on is counted, and the newest is listed. Nothing is taken from anybody by it."}
      </p>
      {!hasNone && (
        <ul aria-label="Subjects to begin with" className="flex flex-wrap gap-2">
          {may(">") && <Choice subject=">" words="Everything" onSubject={onSubject} />}
          {choices.map((subject) => (
            <Choice key={subject} subject={subject} onSubject={onSubject} />
          ))}
        </ul>
      )}
    </div>
  );
}

type ChoiceProps = { subject: string; words?: string; onSubject: (subject: string) => void };

function Choice({ subject, words, onSubject }: ChoiceProps) {
  return (
    <li className="min-w-0 max-w-full">
      <button
        type="button"
        onClick={() => onSubject(subject)}
        className={`${buttonLook("plain")} max-w-full`}
      >
        {words}
        <span className="truncate font-mono">{subject}</span>
      </button>
    </li>
  );
}
