import { CheckField } from "@/components/ui/check-field";
import { FileField } from "@/components/ui/file-field";
import { Fold } from "@/components/ui/fold";
import { SecretField } from "@/components/ui/secret-field";
import { secretProps } from "./auth-fields";
import { maxSecretBytes } from "./check-auth";
import { type Draft, isNothing } from "./draft";
import type { FormPart } from "./form-part";

const pem = { accept: ".pem,.crt,.cer,.key,text/plain", maxBytes: maxSecretBytes };

/** Certificates, for servers that are not known to everybody or want to know us. */
export function FormTls({ draft, change, faults }: FormPart) {
  const { tls } = draft;
  const set = (changes: Partial<Draft["tls"]>) => change({ tls: { ...tls, ...changes } });
  const isWrong = Boolean(faults["tls.ca"] || faults["tls.cert"] || faults["tls.key"]);
  return (
    <Fold title="TLS" holds={holds(tls)} isOpen={isWrong}>
      <FileField
        label="CA"
        hint="PEM. Who signs the server's certificate, where no public authority does."
        file={pem}
        value={tls.ca}
        onChange={(ca) => set({ ca })}
        error={faults["tls.ca"]}
      />
      <FileField
        label="Certificate"
        hint="PEM. Our own, for servers that verify clients."
        file={pem}
        value={tls.cert}
        onChange={(cert) => set({ cert })}
        error={faults["tls.cert"]}
      />
      <SecretField
        label="Key"
        hint="PEM. The key of the certificate above."
        file={pem}
        error={faults["tls.key"]}
        {...secretProps(tls.key, (key) => set({ key }))}
      />
      <CheckField
        label="Handshake first"
        hint="TLS begins before the server says hello; its configuration has handshake_first."
        isChecked={tls.handshakeFirst}
        onChange={(handshakeFirst) => set({ handshakeFirst })}
      />
    </Fold>
  );
}

function holds({ ca, cert, key, handshakeFirst }: Draft["tls"]): string {
  const parts = [
    ca.trim() && "own CA",
    (cert.trim() || !isNothing(key)) && "client certificate",
    handshakeFirst && "handshake first",
  ].filter(Boolean);
  return parts.join(", ") || "as the address says; no certificate of our own";
}
