"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TypedNameDialog } from "@/components/ui/typed-name-dialog";
import { describeError } from "@/lib/errors/describe-error";
import type { ConnectionSummary } from "@/lib/model/connection";
import { deleteConnectionMutation } from "@/lib/queries/connections";

type Props = {
  connection: ConnectionSummary;
  onDeleted: () => void;
  onClose: () => void;
};

/** Asks before a connection is forgotten. */
export function DeleteConnection({ connection: { id, label }, onDeleted, onClose }: Props) {
  const client = useQueryClient();
  const remove = useMutation(deleteConnectionMutation(client));
  return (
    <TypedNameDialog
      verb="Delete"
      object={{ noun: "connection", name: label }}
      isBusy={remove.isPending}
      problem={remove.error ? describeError(remove.error) : undefined}
      onConfirm={() => remove.mutate(id, { onSuccess: onDeleted })}
      onClose={onClose}
    >
      <p>
        The console forgets its addresses and credentials, and pages that are open on it lose their
        connection.
      </p>
      <p className="mt-2">Nothing in NATS is changed.</p>
    </TypedNameDialog>
  );
}
