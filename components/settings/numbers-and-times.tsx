import { useSyncExternalStore } from "react";
import { usePreferences } from "@/components/ui/preferences";
import { Segments } from "@/components/ui/segments";
import { useFormat } from "@/components/ui/use-format";
import { choices } from "@/lib/preferences/choices";
import { savePreferences } from "@/lib/preferences/preferences";
import { SettingsPart } from "./settings-part";

/** Whose clock is shown, and how digits are grouped. */
export function NumbersAndTimes() {
  const { times, numbers } = usePreferences();
  return (
    <SettingsPart title="Numbers and times">
      <Segments
        label="Times"
        value={times}
        choices={[
          { value: "local", label: "Local" },
          { value: "utc", label: "UTC" },
        ]}
        onChange={(chosen) => savePreferences({ times: chosen })}
      />
      <Segments
        label="Numbers"
        value={numbers}
        choices={choices.numbers.map((style) => ({ value: style, label: style }))}
        onChange={(chosen) => savePreferences({ numbers: chosen })}
      />
      <Example />
    </SettingsPart>
  );
}

/** The very moment and some figures, as they will look. */
function Example() {
  const format = useFormat();
  const now = useSyncExternalStore(everySecond, thisSecond, noSecond);
  const figures = [
    ["Now", now === undefined ? "" : format.moment(now)],
    ["Time zone", now === undefined ? "" : format.zone],
    ["Messages", format.exact(18_204_511)],
    ["Stored", format.bytesText(1_320_702_444)],
  ] as const;
  return (
    <dl
      aria-label="Example"
      className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 text-small"
    >
      {figures.map(([name, text]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-soft">{name}</dt>
          <dd className="min-h-4.5 tabular-nums">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  return () => clearInterval(timer);
}

const thisSecond = () => Math.floor(Date.now() / 1_000) * 1_000;
// The server's clock and zone are not the reader's.
const noSecond = () => undefined;
