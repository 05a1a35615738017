import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { LinkGate } from "@/components/shell/link-gate";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "Overview" };

type Props = { params: Promise<{ connection: string }> };

export default async function OverviewPage({ params }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <>
      <TopBar connectionId={connectionId} />
      <LinkGate connectionId={connectionId}>
        <Overview connectionId={connectionId} />
      </LinkGate>
    </>
  );
}
