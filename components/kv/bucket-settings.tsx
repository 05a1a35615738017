"use client";

import { Suspense, useState } from "react";
import { useLinkStatus } from "@/components/shell/use-link-status";
import { useReasonAgainst } from "@/components/shell/use-reason-against";
import { Button } from "@/components/ui/button";
import { CliCommand } from "@/components/ui/cli-command";
import { CommandLacks } from "@/components/ui/command-lacks";
import { ConfigList } from "@/components/ui/config-list";
import { fieldsOf } from "@/components/ui/config-words";
import type { BucketDetail } from "@/lib/model/kv-bucket";
import { addCommand, commandLacks } from "./bucket-command";
import { bucketConfigGroups } from "./bucket-config-fields";
import { EditBucketDialog } from "./bucket-dialogs";
import { oddityWords } from "./bucket-oddities";

type Props = { connectionId: string; bucket: BucketDetail };

/** All that a bucket is set to, with what it means; the command that makes one like it; the way to change it. */
export function BucketSettings({ connectionId, bucket }: Props) {
  const [isEditing, setEditing] = useState(false);
  const { row, settings, config } = bucket;
  const status = useLinkStatus(connectionId);
  const reason = useReasonAgainst(connectionId, `STREAM.UPDATE.${row.stream}`);
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-prose flex-1 basis-80">
          <CliCommand words={addCommand(settings)} />
          <CommandLacks lacks={commandLacks(undefined, settings)} />
        </div>
        <Button
          reason={
            reason ?? (row.oddities.includes("sealed") ? oddityWords.sealed.exact : undefined)
          }
          onClick={() => setEditing(true)}
        >
          Edit bucket
        </Button>
      </div>
      <ul className="grid max-w-prose gap-1 text-small empty:hidden">
        {row.oddities.map((oddity) => (
          <li key={oddity} className="text-attention">
            <span aria-hidden="true">◆ </span>
            {oddityWords[oddity].exact}
          </li>
        ))}
      </ul>
      <ConfigList
        of={settings.name}
        groups={bucketConfigGroups}
        config={fieldsOf(config) ?? {}}
        version={status.state === "connected" ? status.server.version : undefined}
      />
      <Suspense>
        {isEditing && (
          <EditBucketDialog
            connectionId={connectionId}
            bucket={bucket}
            onClose={() => setEditing(false)}
          />
        )}
      </Suspense>
    </div>
  );
}
