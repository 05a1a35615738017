"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/components/shell/shown-connection";
import { ConfigList } from "@/components/ui/config-list";
import { fieldsOf } from "@/components/ui/config-words";
import { Problem } from "@/components/ui/problem";
import { Skeleton } from "@/components/ui/skeleton";
import { describeError } from "@/lib/errors/describe-error";
import { streamQuery } from "@/lib/queries/stream-detail";
import { configGroups } from "./config-fields";
import { StreamFrame } from "./stream-frame";

type Props = { connectionId: string; stream: string };

/** The whole configuration of a stream, each field with what it means, and the JSON beside. */
export function StreamConfig({ connectionId, stream }: Props) {
  const { data, error } = useQuery(streamQuery(connectionId, stream));
  const status = useConnection(connectionId)?.status;
  return (
    <StreamFrame connectionId={connectionId} stream={stream} tab="config">
      {error && (
        <div className="mb-4">
          <Problem words={describeError(error)} />
        </div>
      )}
      {!data && !error && <Skeleton className="h-96 w-full" />}
      {data && (
        <ConfigList
          of={stream}
          groups={configGroups}
          config={fieldsOf(data.config) ?? {}}
          version={status?.state === "connected" ? status.server.version : undefined}
        />
      )}
    </StreamFrame>
  );
}
