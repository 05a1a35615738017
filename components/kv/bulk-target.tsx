"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { namesQuery } from "@/lib/queries/names";

type Props = {
  connectionId: string;
  bucket: string;
  onTarget: (to: string) => void;
  onCancel: () => void;
};

/** Into which bucket of the connection is copied. */
export function BulkTarget({ connectionId, bucket, onTarget, onCancel }: Props) {
  const { data } = useQuery(namesQuery(connectionId));
  const buckets = data?.buckets.filter((name) => name !== bucket) ?? [];
  const [chosen, setChosen] = useState("");
  const to = buckets.includes(chosen) ? chosen : "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to !== "") onTarget(to);
      }}
      className="grid gap-4"
    >
      <SelectField
        label="To bucket"
        hint="Copies have no time to live of their own: they live as that bucket says."
        value={to}
        choices={[
          { value: "", label: buckets.length === 0 ? "There is no other bucket" : "Choose one" },
          ...buckets.map((name) => ({ value: name, label: name })),
        ]}
        onChange={setChosen}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit" reason={to === "" ? "Choose a bucket." : undefined}>
          Compare
        </Button>
      </div>
    </form>
  );
}
