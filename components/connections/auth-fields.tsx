import { SecretField } from "@/components/ui/secret-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { authWords } from "./auth-words";
import { maxSecretBytes } from "./check-auth";
import type { Faults } from "./check-draft";
import { type AuthDraft, nothing, type SecretDraft } from "./draft";
import type { FormPart } from "./form-part";

type Place = "auth" | "system";

type Props = Pick<FormPart, "faults" | "leave"> & {
  place: Place;
  /** What the choice of the kind is called. */
  label: string;
  auth: AuthDraft;
  onChange: (auth: AuthDraft) => void;
};

const kinds = (Object.keys(authWords) as AuthDraft["kind"][]).map((value) => ({
  value,
  label: authWords[value],
}));

const credsFile = { accept: ".creds,.txt,text/plain", maxBytes: maxSecretBytes };
const seedFile = { accept: ".nk,.seed,.txt,text/plain", maxBytes: maxSecretBytes };
const jwtFile = { accept: ".jwt,.txt,text/plain", maxBytes: maxSecretBytes };

/** Who we are to the server: the kind, and the fields of that kind. */
export function AuthFields({ place, label, auth, onChange, faults, leave }: Props) {
  const secret = (name: SecretName) => ({
    ...secretProps(auth[name], (next) => onChange({ ...auth, [name]: next })),
    error: faults[faultNames[name](place)],
  });
  return (
    <div className="grid grid-cols-1 gap-4">
      <SelectField
        label={label}
        value={auth.kind}
        choices={kinds}
        onChange={(kind) => onChange({ ...auth, kind })}
      />
      {auth.kind === "user" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="User"
            value={auth.user}
            onChange={(user) => onChange({ ...auth, user })}
            onBlur={() => leave(`${place}.user`)}
            error={faults[`${place}.user`]}
          />
          <SecretField label="Password" {...secret("password")} />
        </div>
      )}
      {auth.kind === "token" && <SecretField label="Token" {...secret("token")} />}
      {auth.kind === "nkey" && (
        <SecretField
          label="Seed"
          hint="A user's seed, SU…; the server knows its public key."
          {...secret("seed")}
        />
      )}
      {auth.kind === "creds" && (
        <SecretField
          label="Credentials"
          hint="The .creds file of a user: JWT and seed in one. It is sent to the console once and kept there, encrypted."
          file={credsFile}
          {...secret("creds")}
        />
      )}
      {auth.kind === "jwt" && (
        <>
          <SecretField label="JWT" file={jwtFile} {...secret("jwt")} />
          <SecretField
            label="Seed"
            hint="Left out only for bearer tokens."
            file={seedFile}
            {...secret("jwtSeed")}
          />
        </>
      )}
    </div>
  );
}

type SecretName = "password" | "token" | "seed" | "creds" | "jwt" | "jwtSeed";

const faultNames: Record<SecretName, (place: Place) => keyof Faults> = {
  password: (place) => `${place}.password`,
  token: (place) => `${place}.token`,
  seed: (place) => `${place}.seed`,
  creds: (place) => `${place}.creds`,
  jwt: (place) => `${place}.jwt`,
  jwtSeed: (place) => `${place}.seed`,
};

/** How a secret of a draft is shown and changed. */
export function secretProps(secret: SecretDraft, onChange: (secret: SecretDraft) => void) {
  const empty = () => onChange(nothing);
  return {
    value: secret.is === "typed" ? secret.text : "",
    onChange: (text: string) => onChange({ is: "typed", text }),
    stored: secret.is === "stored" ? { onReplace: empty, onRemove: empty } : undefined,
  };
}
