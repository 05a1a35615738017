import type { Access, ConnectionSummary } from "@/lib/model/connection";
import type { RoleName } from "@/lib/model/role";
import type { RegisteredConnection } from "./registry";
import type { Target } from "./target";

/** What the pages may know of a connection. */
export function summarise(
  { target, status }: RegisteredConnection,
  role: RoleName,
  defaultId: string | undefined,
): ConnectionSummary {
  const { id, label, source, transport, colour, production, readOnly } = target;
  return {
    ...{ id, label, source, transport, status, colour, production, readOnly },
    isDefault: id === defaultId,
    access: accessOf(target, role),
  };
}

/** What somebody of this role may do on a connection. */
export function accessOf(target: Target, role: RoleName): Access {
  const { subjects, readOnly, tailSubjects, publishSubjects } = target;
  return { ...subjects, role, readOnly, tailSubjects, publishSubjects };
}
