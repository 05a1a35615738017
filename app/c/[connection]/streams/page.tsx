import { Shell } from "@/components/shell/shell";
import { Streams } from "@/components/streams/streams";

type Props = { params: Promise<{ connection: string }> };

export default async function StreamsPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="streams">
      <Streams connectionId={connectionId} />
    </Shell>
  );
}
