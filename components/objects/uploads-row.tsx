"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { CopyInline } from "@/components/ui/copy-button";
import { MiddleCut } from "@/components/ui/middle-cut";
import { useFormat } from "@/components/ui/use-format";
import { putCommand } from "@/lib/format/object-command";
import { showControls } from "@/lib/format/payload";
import { shellCommand } from "@/lib/format/shell-quote";
import { hasEnded, type Upload } from "@/lib/model/uploads";
import { uploads } from "@/lib/queries/uploads";
import { storeAddress } from "@/lib/url/objects";
import { uploadWords } from "./uploads-words";

type Props = { upload: Upload; onReplace: () => void };

/** One upload: how far it is, and what can be done about it. */
export function UploadsRow({ upload, onReplace }: Props) {
  const format = useFormat();
  const { id, connectionId, bucket, name, file, state } = upload;
  const shown = showControls(name);
  const { mark, tone, words, detail } = uploadWords(upload, format);
  return (
    <li className="border-line border-t px-4 py-1.5 first:border-t-0 md:px-6">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="flex min-w-32 max-w-full flex-1 gap-2 text-small">
          <Name upload={upload} address={storeAddress(connectionId, bucket, name)} />
          <span className="shrink-0 truncate text-soft">in {bucket}</span>
        </span>
        <span className={`text-small tabular-nums ${tone}`}>
          {mark && <span aria-hidden="true">{mark} </span>}
          {words}
        </span>
        <span className="flex flex-wrap">
          {state.is === "asking" && (
            <>
              <Button kind="quiet" aria-label={`Replace ${shown}`} onClick={onReplace}>
                Replace
              </Button>
              <Button
                kind="quiet"
                aria-label={`Skip ${shown}`}
                onClick={() => uploads.answer([id], { is: "skip" })}
              >
                Skip
              </Button>
            </>
          )}
          {hasEnded(state) && state.is !== "done" && (
            <Button kind="quiet" aria-label={`Retry ${shown}`} onClick={() => uploads.retry(id)}>
              Retry
            </Button>
          )}
          {/* Nobody takes a command along from a phone, and its rows have no room. */}
          <span className="max-md:hidden">
            <CopyInline
              label={`Copy nats command of ${shown}`}
              word="Command"
              text={() => shellCommand(commandOf(upload))}
            />
          </span>
          {!hasEnded(state) && state.is !== "asking" && (
            <Button
              kind="quiet"
              aria-label={`Cancel ${shown}`}
              isBusy={state.is === "sending" && state.isStopping}
              onClick={() => uploads.cancel([id])}
            >
              Cancel
            </Button>
          )}
        </span>
      </div>
      {state.is === "sending" && (
        <progress
          aria-label={shown}
          value={file.size === 0 ? undefined : (state.progress?.sentBytes ?? 0)}
          max={file.size || undefined}
          className="mt-1 h-1 w-full appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {detail && <p className="break-words text-small text-soft">{detail}</p>}
    </li>
  );
}

function Name({ upload, address }: { upload: Upload; address: string }) {
  const shown = showControls(upload.name);
  if (upload.state.is !== "done") {
    return (
      <span className="min-w-0 font-mono">
        <MiddleCut text={shown} />
      </span>
    );
  }
  return (
    <Link
      href={address}
      prefetch={false}
      className="min-w-0 font-mono text-accent underline-offset-4 hover:underline"
    >
      <MiddleCut text={shown} />
    </Link>
  );
}

function commandOf({ bucket, name, file, over }: Upload): string[] {
  const { description, headers } = over?.keepsWords ? over.there : wordless;
  const put = { name, fileName: file.name, description, headers };
  return putCommand(bucket, put, over !== undefined);
}

const wordless = { description: "", headers: {} };
