import { Stores } from "@/components/objects/stores";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string }> };

export default async function StoresPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="objects">
      <Stores connectionId={connectionId} />
    </Shell>
  );
}
