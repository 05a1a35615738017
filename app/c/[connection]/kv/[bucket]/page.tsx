import { Bucket } from "@/components/kv/bucket";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string; bucket: string }> };

export default async function BucketPage({ params }: Props) {
  const { connection, bucket } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(bucket);
  return (
    <Shell connectionId={connectionId} page="kv" bucket={name}>
      <Bucket key={name} connectionId={connectionId} bucket={name} />
    </Shell>
  );
}
