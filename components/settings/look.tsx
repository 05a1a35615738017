import { usePreferences } from "@/components/ui/preferences";
import { Segments } from "@/components/ui/segments";
import { savePreferences } from "@/lib/preferences/preferences";
import { SettingsPart } from "./settings-part";

/** Theme, density and motion. */
export function Look() {
  const { theme, density, motion } = usePreferences();
  return (
    <SettingsPart title="Look">
      <Segments
        label="Theme"
        value={theme}
        choices={[
          { value: "system", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        onChange={(chosen) => savePreferences({ theme: chosen })}
      />
      <Segments
        label="Density"
        hint="How high the rows of tables are: 40 or 32 pixels."
        value={density}
        choices={[
          { value: "comfortable", label: "Comfortable" },
          { value: "compact", label: "Compact" },
        ]}
        onChange={(chosen) => savePreferences({ density: chosen })}
      />
      <Segments
        label="Motion"
        value={motion}
        choices={[
          { value: "system", label: "As the system" },
          { value: "reduced", label: "Reduced" },
        ]}
        onChange={(chosen) => savePreferences({ motion: chosen })}
      />
    </SettingsPart>
  );
}
