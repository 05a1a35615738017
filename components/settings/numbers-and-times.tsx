import { useEffect, useState } from "react";
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
  const now = useNow();
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

/** Undefined at first: the server's clock and zone are not the reader's. */
function useNow(): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, 1_000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return now;
}
