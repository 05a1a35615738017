import { Board } from "@/components/consumers/board";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string }> };

export default async function ConsumersPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="consumers">
      <Board connectionId={connectionId} />
    </Shell>
  );
}
