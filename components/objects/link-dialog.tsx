"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useProduction } from "@/components/shell/use-production";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Problem, type ProblemWords } from "@/components/ui/problem";
import { TextField } from "@/components/ui/text-field";
import type { AppError } from "@/lib/errors/app-error";
import { checkName } from "@/lib/format/name";
import { createNuid, linkCommand } from "@/lib/format/object-command";
import { checkObjectName } from "@/lib/format/object-name";
import { showControls } from "@/lib/format/payload";
import type { StoreDetail } from "@/lib/model/object-store";
import { namesQuery } from "@/lib/queries/names";
import { linkObjectMutation } from "@/lib/queries/object-one";
import { MetadataScript } from "./command-script";
import { objectPrefix } from "./may-write";
import { outcomeProblem } from "./outcome-words";

type Props = {
  connectionId: string;
  /** Where the link is made. */
  store: StoreDetail;
  first: { name: string; bucket: string; object: string };
  onClose: () => void;
  onLinked: (name: string) => void;
};

/** Makes a name that leads to an object of any store, or to a whole store; neither is ever made by it. */
export function LinkDialog({ connectionId, store, first, onClose, onLinked }: Props) {
  const stores = useId();
  const [nuid] = useState(createNuid);
  const [name, setName] = useState(first.name);
  const [bucket, setBucket] = useState(first.bucket);
  const [object, setObject] = useState(first.object);
  const { data: names } = useQuery(namesQuery(connectionId));
  const link = useMutation(linkObjectMutation(useQueryClient(), connectionId));
  const production = useProduction(connectionId, { does: "add the link" });
  const own = store.row.name;
  const fault = linkFault({ name, bucket, object }, own);
  const target = object === "" ? { bucket } : { bucket, name: object };
  const problem =
    goneProblem(link.error) ??
    outcomeProblem(link, {
      title: "The link was not added",
      whyChanged: `An object ${showControls(name)} is there already. It was not changed: choose another name.`,
    });
  const change = (put: (text: string) => void) => (text: string) => {
    link.reset();
    put(text);
  };
  const reason = fault ?? production.reason;
  return (
    <Dialog title="Add link" isWide onClose={onClose}>
      <form
        noValidate
        className="mt-3 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== undefined || link.isPending) return;
          link.mutate(
            { bucket: own, name, target, description: "" },
            { onSuccess: (outcome) => outcome.is === "done" && onLinked(name) },
          );
        }}
      >
        <TextField
          label="Name"
          data-first=""
          className="font-mono"
          value={name}
          onChange={change(setName)}
          hint={`Of the link, in ${own}.`}
        />
        <TextField
          label="Store"
          className="font-mono"
          list={stores}
          value={bucket}
          onChange={change(setBucket)}
          hint="Where it leads."
        />
        <datalist id={stores}>
          {names?.stores.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
        <TextField
          label="Object"
          className="font-mono"
          value={object}
          onChange={change(setObject)}
          hint="Empty, it leads to the whole store."
        />
        {production.check}
        {fault === undefined && (
          <MetadataScript
            text={linkCommand(objectPrefix(store), { bucket: own, name, link: target, nuid })}
            lacks="no word for a link"
            isNew
          />
        )}
        {problem && <Problem words={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={link.isPending} reason={reason}>
            Add link
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What it would lead to is not there. */
function goneProblem(error: AppError | null): ProblemWords | undefined {
  const cause = error?.kind === "not-done" ? error.cause : error;
  if (cause?.kind !== "not-found") return undefined;
  const detail = `${cause.what} is not there, and a link makes neither stores nor objects.`;
  return { title: "The link was not added", detail };
}

type Wish = { name: string; bucket: string; object: string };

function linkFault({ name, bucket, object }: Wish, own: string): string | undefined {
  if (name === "") return "Give the link a name.";
  if (bucket === "") return "Say which store it leads to.";
  if (bucket === own && object === name) return "It would lead to itself.";
  return checkObjectName(name) ?? checkName(bucket, "store");
}
