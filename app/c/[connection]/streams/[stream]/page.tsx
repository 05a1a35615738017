import { Shell } from "@/components/shell/shell";
import { StreamOverview } from "@/components/streams/stream-overview";

type Props = { params: Promise<{ connection: string; stream: string }> };

export default async function StreamPage({ params }: Props) {
  const { connection, stream } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(stream);
  return (
    <Shell connectionId={connectionId} page="streams" stream={name}>
      <StreamOverview connectionId={connectionId} stream={name} />
    </Shell>
  );
}
