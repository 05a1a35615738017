import { Overview } from "@/components/overview/overview";
import { Shell } from "@/components/shell/shell";

type Props = { params: Promise<{ connection: string }> };

export default async function OverviewPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <Shell connectionId={connectionId} page="overview">
      <Overview connectionId={connectionId} />
    </Shell>
  );
}
