import type { Metadata } from "next";
import { Connections } from "@/components/connections/connections";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "Connections" };

export default function ConnectionsPage() {
  return (
    <>
      <TopBar />
      <Connections />
    </>
  );
}
