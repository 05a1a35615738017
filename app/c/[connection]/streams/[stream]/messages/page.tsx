import { Messages } from "@/components/messages/messages";
import { Shell } from "@/components/shell/shell";
import { StreamFrame } from "@/components/streams/stream-frame";

type Props = { params: Promise<{ connection: string; stream: string }> };

export default async function MessagesPage({ params }: Props) {
  const { connection, stream } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(stream);
  return (
    <Shell connectionId={connectionId} page="streams" stream={name}>
      <StreamFrame connectionId={connectionId} stream={name} tab="messages">
        <Messages connectionId={connectionId} stream={name} />
      </StreamFrame>
    </Shell>
  );
}
