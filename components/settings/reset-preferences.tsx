import { useState } from "react";
import { Button } from "@/components/ui/button";
import { usePreferences } from "@/components/ui/preferences";
import type { Preferences } from "@/lib/preferences/choices";
import { defaultPreferences, savePreferences } from "@/lib/preferences/preferences";

/** Takes every choice of this page back. */
export function ResetPreferences({ onReset }: { onReset: () => void }) {
  const preferences = usePreferences();
  const [said, setSaid] = useState("");
  const isUsual = isAsUsual(preferences);
  const reset = () => {
    // Whether the rail is narrow is chosen at the rail.
    savePreferences({ ...defaultPreferences, railIsNarrow: preferences.railIsNarrow });
    onReset();
    setSaid("Everything is as at first.");
  };
  return (
    <div className="mt-8 flex flex-wrap items-center gap-3 border-line border-t pt-5">
      <Button reason={isUsual ? "Everything is as at first." : undefined} onClick={reset}>
        Reset to defaults
      </Button>
      <span role="status" className="text-small text-soft">
        {isUsual ? said : ""}
      </span>
    </div>
  );
}

// Both are written field by field in the same order.
function isAsUsual(preferences: Preferences): boolean {
  const { railIsNarrow } = preferences;
  return JSON.stringify({ ...defaultPreferences, railIsNarrow }) === JSON.stringify(preferences);
}
