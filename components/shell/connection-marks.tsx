import type { ConnectionSummary } from "@/lib/model/connection";

/** What is to be known of a connection before anything is done there, in words. */
export function ConnectionMarks({ connection }: { connection: ConnectionSummary }) {
  const { production, readOnly } = connection;
  if (!(production || readOnly)) return null;
  return (
    <span className="flex gap-2 text-small">
      {production && <span className="text-trouble">production</span>}
      {readOnly && <span className="text-attention">read-only</span>}
    </span>
  );
}
