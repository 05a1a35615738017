"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { FileField } from "@/components/ui/file-field";
import { Problem } from "@/components/ui/problem";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { signIn } from "@/lib/worker/client";
import {
  type CredentialsDraft,
  checkCredentials,
  credentialsWords,
  emptyCredentials,
} from "./credentials-draft";

type Props = {
  connectionId: string;
  label: string;
  address: string;
  /** The server was asked and did not answer yet. */
  isTrying: boolean;
  /** Why the last ones were not good enough. */
  why: string | undefined;
};

const kinds = (Object.keys(credentialsWords) as CredentialsDraft["kind"][]).map((value) => ({
  value,
  label: credentialsWords[value],
}));
const maxBytes = 64 * 1024;

/** Who comes to a direct connection: the browser goes there by itself, so the browser has to say so. */
export function SignIn({ connectionId, label, address, isTrying, why }: Props) {
  const [draft, setDraft] = useState(emptyCredentials);
  const [isAsked, setAsked] = useState(false);
  const checked = checkCredentials(draft);
  const faults = isAsked && !checked.ok ? checked.faults : {};
  const field = (name: Exclude<keyof CredentialsDraft, "kind">) => ({
    value: draft[name],
    onChange: (text: string) => setDraft({ ...draft, [name]: text }),
    error: faults[name],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (checked.ok && !isTrying) signIn(connectionId, checked.credentials);
  };
  return (
    <main className="mx-auto max-w-[28rem] px-4 py-8">
      <h1 className="font-semibold text-title">Sign in to {label}</h1>
      <p className="mt-1 mb-5 break-words text-small text-soft">
        Your browser goes straight to <span className="font-mono">{address}</span>.
      </p>
      {why && (
        <div className="mb-5">
          <Problem words={{ title: "You are not signed in", detail: why }} />
        </div>
      )}
      <form onSubmit={submit} noValidate className="grid gap-4">
        <SelectField
          label="Authentication"
          value={draft.kind}
          choices={kinds}
          onChange={(kind) => {
            setDraft({ ...draft, kind });
            setAsked(false);
          }}
        />
        {draft.kind === "user" && (
          <>
            <TextField label="User" {...field("user")} />
            <TextField label="Password" type="password" {...field("password")} />
          </>
        )}
        {draft.kind === "token" && <TextField label="Token" type="password" {...field("token")} />}
        {draft.kind === "nkey" && (
          <TextField label="Seed" type="password" hint="Begins with SU." {...field("seed")} />
        )}
        {draft.kind === "creds" && (
          <FileField
            label="Credentials"
            hint="The text of a .creds file."
            file={{ accept: ".creds,.txt,text/plain", maxBytes }}
            isSecret
            {...field("creds")}
          />
        )}
        {draft.kind === "jwt" && (
          <>
            <FileField
              label="JWT"
              file={{ accept: ".jwt,.txt,text/plain", maxBytes }}
              isSecret
              {...field("jwt")}
            />
            <TextField
              label="Seed"
              type="password"
              hint="Left out only for bearer tokens."
              {...field("jwtSeed")}
            />
          </>
        )}
        <div>
          <Button kind="primary" type="submit" isBusy={isTrying}>
            {isTrying ? "Signing in" : "Sign in"}
          </Button>
        </div>
      </form>
      <p className="mt-6 border-line border-t pt-4 text-small text-soft">
        Nothing of this is stored or sent to the console: this tab keeps it in memory until it is
        reloaded or closed. A direct connection has no roles, audit, history or alerts; what you may
        do, the NATS server decides.
      </p>
    </main>
  );
}
