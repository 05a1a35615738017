import type { ConnectionSummary } from "@/lib/model/connection";
import type { RoleName } from "@/lib/model/role";

/** What holds back whoever looks at this connection, in the head; nothing where nothing does. */
export function RoleNote({ connection }: { connection: ConnectionSummary }) {
  const { access, production, readOnly, transport } = connection;
  // Of a direct connection the NATS server alone decides.
  const role = transport === "direct" ? undefined : access.role;
  const hasRole = role !== undefined && role !== "admin";
  if (!(production || readOnly || hasRole)) return null;
  return (
    // On a phone a line of its own.
    <div className="flex shrink-0 gap-3 max-md:order-last max-md:w-full">
      {production && (
        <Note
          words="Production"
          exact="Asks twice before anything is changed."
          tone="font-medium text-trouble"
        />
      )}
      {readOnly && (
        <Note
          words="Read-only"
          exact="Nobody changes anything here, whatever their role."
          tone="font-medium text-attention"
        />
      )}
      {hasRole && <Note words={`Role: ${role}`} exact={mayDo[role]} />}
    </div>
  );
}

function Note({
  words,
  exact,
  tone = "text-soft",
}: {
  words: string;
  exact: string;
  tone?: string;
}) {
  return (
    <span className={`shrink-0 text-small ${tone}`} title={exact}>
      {words}
    </span>
  );
}

const mayDo: Record<RoleName, string> = {
  observer: "Sees streams, consumers and figures; no message, key or object.",
  reader: "Sees everything that is stored, and changes nothing.",
  publisher: "Sees everything that is stored, and publishes where the connection allows it.",
  operator: "Also purges, deletes messages, edits consumers, keys and objects; makes no streams.",
  admin: "May do everything.",
};
