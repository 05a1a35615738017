import { StreamConsumerTable } from "@/components/consumers/consumer-table";
import { CreateConsumer } from "@/components/consumers/create-consumer";
import { Shell } from "@/components/shell/shell";
import { StreamFrame } from "@/components/streams/stream-frame";

type Props = { params: Promise<{ connection: string; stream: string }> };

export default async function StreamConsumersPage({ params }: Props) {
  const { connection, stream } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(stream);
  return (
    <Shell connectionId={connectionId} page="streams" stream={name}>
      <StreamFrame
        connectionId={connectionId}
        stream={name}
        tab="consumers"
        actions={<CreateConsumer connectionId={connectionId} stream={name} />}
      >
        <StreamConsumerTable connectionId={connectionId} stream={name} />
      </StreamFrame>
    </Shell>
  );
}
