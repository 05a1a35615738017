import { RadioGroup } from "@/components/ui/radio-group";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { FormPart } from "./form-part";

const transports = [
  {
    value: "gateway",
    label: "Through the console",
    hint: "The console dials NATS and keeps the credentials. Roles, history and figures work.",
  },
  {
    value: "direct",
    label: "Direct from the browser",
    hint: "The browser opens the server's WebSocket itself and asks for credentials. No roles, no history.",
  },
] as const;

/** Name, addresses, and who dials them. */
export function FormBasics({ draft, change, faults, leave }: FormPart) {
  const isDirect = draft.transport === "direct";
  return (
    <div className="grid grid-cols-1 gap-4">
      <TextField
        label="Name"
        value={draft.label}
        onChange={(label) => change({ label })}
        onBlur={() => leave("label")}
        error={faults.label}
        maxLength={80}
        data-first
      />
      <TextArea
        label="URLs"
        value={draft.urls}
        onChange={(urls) => change({ urls })}
        onBlur={() => leave("urls")}
        error={faults.urls}
        placeholder={isDirect ? "wss://host:443" : "nats://host:4222"}
        hint={
          isDirect
            ? "One a line, tried in order: wss://, or ws:// on this machine."
            : "One a line, tried in order: nats://, tls://, ws:// or wss://."
        }
      />
      <RadioGroup
        label="Transport"
        value={draft.transport}
        choices={transports}
        onChange={(transport) => change({ transport })}
      />
    </div>
  );
}
