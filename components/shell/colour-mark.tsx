import type { ConnectionColour } from "@/lib/model/connection";

const fills: Record<ConnectionColour, string> = {
  red: "bg-red-500",
  amber: "bg-amber-500",
  green: "bg-green-500",
  teal: "bg-teal-500",
  blue: "bg-blue-500",
  violet: "bg-violet-500",
};

/** The owner's colour of a connection; room for it where there is none, so that names line up. */
export function ColourMark({ colour }: { colour: ConnectionColour | undefined }) {
  const fill = colour ? fillOf(colour) : "";
  return (
    <span
      aria-hidden="true"
      title={colour}
      className={`inline-block size-2.5 shrink-0 rounded-sm ${fill}`}
    />
  );
}

/** The background in a connection's colour. */
export function fillOf(colour: ConnectionColour): string {
  return fills[colour];
}
