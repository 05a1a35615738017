"use client";

import { useMemo, useState } from "react";
import { Button } from "./button";
import { JsonTree } from "./json-tree";
import { PayloadHead } from "./payload-head";
import { PayloadHex } from "./payload-hex";
import { PayloadImage } from "./payload-image";
import { readPayload } from "./payload-reading";
import { PayloadText } from "./payload-text";
import type { PayloadViewProps } from "./payload-view";
import { type Tab, Tabs } from "./tabs";
import { useFormat } from "./use-format";

type View = "image" | "json" | "text" | "hex";

/** All of a payload view; what is large waits for a click. */
export function PayloadParts(props: PayloadViewProps) {
  const { bytes, name, limitBytes = 256 * 1_024, startsAs, source, aside, isKeptElsewhere } = props;
  const format = useFormat();
  const [asked, setAsked] = useState<Uint8Array>();
  const isHeld = bytes.length > limitBytes && asked !== bytes;
  // Of what is not shown, the beginning tells the kind.
  const reading = useMemo(
    () => readPayload(isHeld ? bytes.subarray(0, 4_096) : bytes, isHeld),
    [bytes, isHeld],
  );
  const [chosen, setChosen] = useState<{ of: Uint8Array; view: View }>();
  if (bytes.length === 0) return <p className="text-small text-soft">Empty: 0 B</p>;
  const head = (
    <PayloadHead {...{ bytes, name, reading, source }} isKeptElsewhere={isKeptElsewhere === true} />
  );
  if (isHeld) {
    return (
      <div className="grid justify-items-start gap-2">
        {head}
        <div className="flex w-full flex-wrap items-center justify-between gap-x-4">
          <Button onClick={() => setAsked(bytes)}>Show {format.bytesText(bytes.length)}</Button>
          {aside}
        </div>
      </div>
    );
  }
  const { magic, json, text, invalid } = reading;
  const tabs: Tab<View>[] = [
    { id: "text", label: "Text", content: () => <PayloadText text={text} invalid={invalid} /> },
    { id: "hex", label: "Hex", content: () => <PayloadHex bytes={bytes} /> },
  ];
  if (json !== undefined) {
    tabs.unshift({
      id: "json",
      label: "JSON",
      content: () => <JsonTree label="Payload" value={json} openLevels={3} />,
    });
  }
  if (magic?.mime !== undefined) {
    const { mime } = magic;
    tabs.unshift({
      id: "image",
      label: "Picture",
      content: () => <PayloadImage bytes={bytes} mime={mime} name={magic.name} />,
    });
  }
  const first = tabs[0]?.id === "text" && !reading.isReadable ? "hex" : (tabs[0]?.id ?? "hex");
  const atFirst = tabs.find(({ id }) => id === startsAs)?.id ?? first;
  const view = chosen?.of === bytes ? chosen.view : atFirst;
  return (
    <div className="grid min-w-0 gap-1">
      {head}
      <Tabs
        label="Payload"
        tabs={tabs}
        chosen={view}
        onChoose={(next) => setChosen({ of: bytes, view: next })}
        aside={aside}
      />
    </div>
  );
}
