"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckField } from "@/components/ui/check-field";
import { Fold } from "@/components/ui/fold";
import { SubjectField } from "@/components/ui/subject-field";
import { Drop } from "@/components/ui/table/drop";
import { useIsNarrow } from "@/components/ui/use-is-narrow";
import { storedSubjectsQuery } from "@/lib/queries/messages";
import { GoTo } from "./go-to";
import type { MessagesView } from "./use-view";

type Props = {
  connectionId: string;
  stream: string;
  /** Of more subjects than can be listed, those of the stream's configuration are offered. */
  configured: readonly string[];
  hasFewSubjects: boolean;
  view: MessagesView;
  children: ReactNode;
};

const rules = { wildcards: true, reserved: true };

/** Which messages are shown, and from where on. */
export function MessageBar(props: Props) {
  const { connectionId, stream, configured, hasFewSubjects, view, children } = props;
  const isNarrow = useIsNarrow();
  const [isTyping, setTyping] = useState(false);
  const stored = useQuery({
    ...storedSubjectsQuery(connectionId, stream),
    enabled: isTyping && hasFewSubjects,
  });
  const known = [...new Set([...configured, ...(stored.data ?? [])])];
  const isAt = (from: "newest" | "first") => view.start.from === from && !view.isLastOnly;
  const goTo = <GoTo view={view} />;
  const ways = <Ways view={view}>{children}</Ways>;
  return (
    <div className="mb-3 grid gap-3">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        <fieldset className="min-w-0 flex-1 basis-64 md:max-w-md" onFocus={() => setTyping(true)}>
          <SubjectField
            label="Subject"
            value={view.filter === ">" ? [] : [view.filter]}
            onChange={(subjects) => view.setFilter(subjects.at(-1) ?? ">")}
            rules={rules}
            known={known}
            placeholder="All, or orders.*.created"
          />
        </fieldset>
        <div className="flex gap-1.5">
          <Button
            aria-pressed={isAt("newest")}
            className="aria-pressed:bg-select"
            onClick={() => view.showFrom({ from: "newest" })}
          >
            Newest
          </Button>
          <Button
            aria-pressed={isAt("first")}
            className="aria-pressed:bg-select"
            onClick={() => view.showFrom({ from: "first" })}
          >
            First
          </Button>
        </div>
        {!isNarrow && goTo}
      </div>
      {isNarrow ? (
        <Fold title="Go to" holds="sequence, time, follow, columns">
          {goTo}
          {ways}
        </Fold>
      ) : (
        ways
      )}
    </div>
  );
}

function Ways({ view, children }: { view: MessagesView; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <CheckField label="Follow" isChecked={view.isFollowing} onChange={view.setFollowing} />
      <CheckField
        label="Last per subject"
        isChecked={view.isLastOnly}
        onChange={view.setLastOnly}
      />
      <span className="ml-auto flex flex-wrap items-center max-md:ml-0">
        <Drop label="Looking changes nothing">
          <p className="max-w-72 p-1 text-small">
            Messages are read by direct get, or by message get where the stream does not allow that.
            No consumer is created, so nothing is acknowledged, delivered or removed, also where the
            stream is a work queue.
          </p>
        </Drop>
        {children}
      </span>
    </div>
  );
}
