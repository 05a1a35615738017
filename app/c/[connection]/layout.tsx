import type { ReactNode } from "react";
import { PublishKey } from "@/components/publish/publish-key";

type Props = { params: Promise<{ connection: string }>; children: ReactNode };

export default async function ConnectionLayout({ params, children }: Props) {
  const connectionId = decodeURIComponent((await params).connection);
  return (
    <>
      {children}
      <PublishKey key={connectionId} connectionId={connectionId} />
    </>
  );
}
