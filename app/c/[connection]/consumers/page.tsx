import { preload } from "react-dom";
import { Board } from "@/components/consumers/board";
import { Shell } from "@/components/shell/shell";
import { worstConsumersAddress } from "@/lib/url/console-address";

type Props = { params: Promise<{ connection: string }> };

export default async function ConsumersPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  // Who is behind is on its way while the page becomes alive.
  const as = { as: "fetch", crossOrigin: "anonymous", fetchPriority: "high" } as const;
  preload(worstConsumersAddress(connectionId), as);
  return (
    <Shell connectionId={connectionId} page="consumers">
      <Board connectionId={connectionId} />
    </Shell>
  );
}
