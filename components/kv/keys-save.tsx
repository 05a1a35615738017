"use client";

import { useState } from "react";
import { Menu } from "@/components/ui/menu";
import { saveFile } from "@/components/ui/save-file";
import { useFormat } from "@/components/ui/use-format";
import { describeError } from "@/lib/errors/describe-error";
import { formatFileName } from "@/lib/format/file-name";
import type { KeysSession } from "@/lib/queries/kv-keys";

type Props = { bucket: string; keys: number; session: Pick<KeysSession, "save"> };

/** Takes the list away as a file: the keys that pass and what is known of each, without values. */
export function KeysSave({ bucket, keys, session }: Props) {
  const format = useFormat();
  const [words, setWords] = useState("");
  const save = async (kind: "jsonl" | "csv") => {
    setWords("Writing");
    const answer = await session.save(kind);
    if (answer.ok) saveFile(answer.value, formatFileName(`${bucket}-keys`, kind));
    setWords(answer.ok ? "Saved" : describeError(answer.error).title);
  };
  const hint = `${format.count(keys)} ${keys === 1 ? "key" : "keys"}, no values`;
  return (
    <>
      <span role="status" className="text-small text-soft empty:hidden">
        {words}
      </span>
      <Menu
        label="Save the list of keys"
        word="Save list"
        items={[
          { label: "JSON lines", hint, onChoose: () => void save("jsonl") },
          { label: "CSV", hint, onChoose: () => void save("csv") },
        ]}
      />
    </>
  );
}
