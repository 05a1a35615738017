import type { AppError } from "./app-error";
import type { Description } from "./describe-error";

type PermissionError = AppError & { kind: "permission" };

/** Who refused what, and the line that would allow it. */
export function describePermission(error: PermissionError): Description {
  const { what, by } = error;
  const title = `${what} may not be read`;
  const verb = error.operation === "publish" ? "publish to" : "subscribe to";
  const subject = grantable(error);
  const line = `${error.operation === "publish" ? "publish" : "subscribe"}: { allow: ["${subject}"] }`;
  if (by.who === "server") {
    const detail = `The NATS server does not let this connection's user ${verb} ${subject}.`;
    return { title, detail, hint: line, canRetry: false };
  }
  if (by.who === "gateway") {
    const detail = `The gateway did not let this ${error.operation} through: ${by.why}.`;
    return { title, detail, hint: `It was about ${subject || "a reply"}.`, canRetry: false };
  }
  const detail = `The role here, ${by.role}, may not ${verb} ${subject}.`;
  return { title, detail, hint: whoMay(by, line), canRetry: false };
}

function whoMay(
  { readOnly, rolesThatMay }: PermissionError["by"] & { who: "role" },
  line: string,
): string {
  if (rolesThatMay.length > 0) {
    return `It takes the role ${listOf(rolesThatMay)}, which has ${line}. The console takes roles from NATSIGHT_ROLE.`;
  }
  if (readOnly) return `The connection is read-only: nobody here has ${line}.`;
  return `No role here has ${line}.`;
}

/** An inbox is another one each time: what can be granted is all of them. */
function grantable({ operation, subject }: PermissionError): string {
  if (operation === "publish") return subject;
  const prefix = /^(.+)\.[0-9A-Za-z]{22}(?:\..+)?$/.exec(subject)?.[1];
  return prefix === undefined ? subject : `${prefix}.>`;
}

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}
