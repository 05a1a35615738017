import { Shell } from "@/components/shell/shell";
import { StreamConfig } from "@/components/streams/stream-config";

type Props = { params: Promise<{ connection: string; stream: string }> };

export default async function StreamConfigPage({ params }: Props) {
  const { connection, stream } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(stream);
  return (
    <Shell connectionId={connectionId} page="streams" stream={name}>
      <StreamConfig connectionId={connectionId} stream={name} />
    </Shell>
  );
}
