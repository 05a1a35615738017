"use client";

import { useState } from "react";

type Props = { bytes: Uint8Array; mime: string; name: string };

/** A picture of pixels, which a browser draws and can't run (T05). */
export function PayloadImage({ bytes, mime, name }: Props) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) {
    return (
      <p className="text-small text-soft">
        It begins as {name}, and the browser can't draw it: it is damaged or cut off.
      </p>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: it is in memory, there is nothing to load better
    <img
      ref={(image) => {
        if (!image) return;
        const url = URL.createObjectURL(new Blob([bytes.slice()], { type: mime }));
        image.src = url;
        return () => URL.revokeObjectURL(url);
      }}
      alt={`The payload, ${name}`}
      onError={() => setBroken(true)}
      className="max-h-96 max-w-full rounded-md bg-hover object-contain"
    />
  );
}
