import { Settings } from "@/components/settings/settings";
import { Shell } from "@/components/shell/shell";

export default function SettingsPage() {
  return (
    <Shell page="settings">
      <Settings />
    </Shell>
  );
}
