import { CliScript } from "@/components/ui/cli-script";

type Props = {
  text: string;
  /** "no word for a link": what the object commands can't do. */
  lacks: string;
  /** Of something that is not there yet: then there is nothing that it could drop. */
  isNew?: boolean;
};

/** What is published by hand where the object commands have nothing for it. */
export function MetadataScript({ text, lacks, isNew = false }: Props) {
  return (
    <CliScript
      text={text}
      note={`nats object has ${lacks}: this publishes the metadata itself.${isNew ? "" : " It drops what other clients added there; here it stays."}`}
    />
  );
}
