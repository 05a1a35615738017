import { Publish } from "@/components/publish/publish";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string }> };

export default async function PublishPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="publish">
      <Publish connectionId={connectionId} />
    </Shell>
  );
}
