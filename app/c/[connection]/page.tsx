import { preload } from "react-dom";
import { Overview } from "@/components/overview/overview";
import { Shell } from "@/components/shell/shell";
import { overviewAddress } from "@/lib/url/console-address";

type Props = { params: Promise<{ connection: string }> };

export default async function OverviewPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  // What is known is on its way while the page becomes alive.
  preload(overviewAddress(connectionId), { as: "fetch", crossOrigin: "anonymous" });
  return (
    <Shell connectionId={connectionId} page="overview">
      <Overview connectionId={connectionId} />
    </Shell>
  );
}
