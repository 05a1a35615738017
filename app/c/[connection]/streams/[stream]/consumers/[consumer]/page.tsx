import { ConsumerPage } from "@/components/consumers/consumer-page";
import { PlacedMessage } from "@/components/messages/placed-message";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string; stream: string; consumer: string }> };

export default async function OneConsumerPage({ params }: Props) {
  const { connection, stream, consumer } = await params;
  const connectionId = decodeURIComponent(connection);
  const ofStream = decodeURIComponent(stream);
  const name = decodeURIComponent(consumer);

  return (
    <Shell connectionId={connectionId} page="streams" stream={ofStream} consumer={name}>
      <ConsumerPage
        connectionId={connectionId}
        stream={ofStream}
        consumer={name}
        message={<PlacedMessage connectionId={connectionId} stream={ofStream} />}
      />
    </Shell>
  );
}
