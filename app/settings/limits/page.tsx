import { Limits } from "@/components/settings/limits";
import { Shell } from "@/components/shell/shell";

export default function LimitsPage() {
  return (
    <Shell page="settings">
      <Limits />
    </Shell>
  );
}
