import { Buckets } from "@/components/kv/buckets";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string }> };

export default async function BucketsPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="kv">
      <Buckets connectionId={connectionId} />
    </Shell>
  );
}
