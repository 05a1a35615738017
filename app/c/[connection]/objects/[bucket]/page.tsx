import { Store } from "@/components/objects/store";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string; bucket: string }> };

export default async function StorePage({ params }: Props) {
  const { connection, bucket } = await params;
  const connectionId = decodeURIComponent(connection);
  const name = decodeURIComponent(bucket);
  return (
    <Shell connectionId={connectionId} page="objects" bucket={name}>
      <Store key={name} connectionId={connectionId} bucket={name} />
    </Shell>
  );
}
