"use client";

import { useConnection } from "@/components/shell/shown-connection";
import { Button } from "@/components/ui/button";
import { openSink } from "@/components/ui/file-sink";
import { toDownloadName } from "@/lib/format/content-disposition";
import { formatDownloadAddress } from "@/lib/format/download-address";
import { followDownload, readObjectHere } from "@/lib/queries/object-reads";
import { useReasonAgainstReading } from "./may-read";
import { type ReadProps, useObjectReads } from "./use-object-reads";

/** The console refuses longer addresses, and so do proxies. */
const longestAddress = 4_000;

/** Keeps an object as a file: the browser's own download, or, where the browser dials NATS itself, one of this tab. */
export function DownloadButton(props: ReadProps) {
  const { connectionId, bucket, info } = props;
  const { name } = info;
  const transport = useConnection(connectionId)?.transport;
  const reason = useReasonAgainstReading(props);
  const isRunning = useObjectReads(props).some(
    ({ kind, state }) => kind === "download" && state.is === "running",
  );
  const start = async () => {
    const watch = createWatch();
    const address = formatDownloadAddress({ connectionId, bucket, name }, watch);
    if (transport !== "direct" && address.length <= longestAddress) {
      beginDownload(address);
      followDownload(connectionId, info, watch);
      return;
    }
    // Asked in the very click: browsers let nobody choose a file later.
    const sink = await openSink(toDownloadName(name), "application/octet-stream");
    if (sink) await readObjectHere(connectionId, info, sink);
  };
  return (
    <Button reason={reason} isBusy={isRunning} onClick={() => void start()}>
      Download
    </Button>
  );
}

function beginDownload(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  // Without it, a refusal would take the place of this page; the file's name is the answer's.
  link.download = "";
  link.click();
}

/** Nobody else can ask after it. */
function createWatch(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
