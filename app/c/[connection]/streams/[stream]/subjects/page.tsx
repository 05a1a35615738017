import { Shell } from "@/components/shell/shell";
import { StreamSubjects } from "@/components/streams/stream-subjects";

type Props = { params: Promise<{ connection: string; stream: string }> };

export default async function StreamSubjectsPage({ params }: Props) {
  const { connection, stream } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(stream);
  return (
    <Shell connectionId={connectionId} page="streams" stream={name}>
      <StreamSubjects connectionId={connectionId} stream={name} />
    </Shell>
  );
}
