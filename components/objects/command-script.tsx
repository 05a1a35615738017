import { CliScript } from "@/components/ui/cli-script";

type Props = {
  text: string;
  /** "no word for a link": what the object commands can't do. */
  lacks: string;
};

/** What is published by hand where the object commands have nothing for it. */
export function MetadataScript({ text, lacks }: Props) {
  return (
    <CliScript
      text={text}
      note={`nats object has ${lacks}: this publishes the metadata itself. It drops what other clients added there; here it stays.`}
    />
  );
}
