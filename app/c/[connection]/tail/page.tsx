import { Shell } from "@/components/shell/shell";
import { Tail } from "@/components/tail/tail";

type Props = { params: Promise<{ connection: string }> };

export default async function TailPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="tail">
      <Tail connectionId={connectionId} />
    </Shell>
  );
}
