import { Connections } from "@/components/connections/connections";
import { Shell } from "@/components/shell/shell";

export default function ConnectionsPage() {
  return (
    <Shell page="connections">
      <Connections />
    </Shell>
  );
}
