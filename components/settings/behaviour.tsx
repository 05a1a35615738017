import { useState } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { Segments } from "@/components/ui/segments";
import { SizeField } from "@/components/ui/size-field";
import { formatTypedSize, parseSize } from "@/lib/format/parse-size";
import { largestPayloadLimitBytes, savePreferences } from "@/lib/preferences/preferences";
import { SettingsPart } from "./settings-part";

/** Where the console begins, and how much it shows unasked. */
export function Behaviour() {
  const { startPage, payloadLimitBytes } = usePreferences();
  return (
    <SettingsPart title="Behaviour">
      <Segments
        label="Start page"
        hint="What the console opens with."
        value={startPage}
        choices={[
          { value: "overview", label: "Overview" },
          { value: "connections", label: "Connections" },
        ]}
        onChange={(chosen) => savePreferences({ startPage: chosen })}
      />
      <PayloadLimit limitBytes={payloadLimitBytes} />
    </SettingsPart>
  );
}

function PayloadLimit({ limitBytes }: { limitBytes: number }) {
  // Undefined while nobody types: then it is what holds, whichever tab chose it.
  const [draft, setDraft] = useState<string>();
  const text = draft ?? formatTypedSize(BigInt(limitBytes));
  const save = () => {
    const parsed = parseSize(text);
    if (!parsed.ok || parsed.bytes > BigInt(largestPayloadLimitBytes)) return;
    savePreferences({ payloadLimitBytes: Number(parsed.bytes) });
    setDraft(undefined);
  };
  return (
    <form
      className="max-w-64"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <SizeField
        label="Show payloads up to"
        hint="Longer ones are shown when asked for."
        value={text}
        onChange={setDraft}
        onBlur={save}
        maxBytes={BigInt(largestPayloadLimitBytes)}
      />
    </form>
  );
}
