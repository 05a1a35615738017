import type { Access, ConnectionSummary } from "@/lib/model/connection";
import type { RoleName } from "@/lib/model/role";
import type { RegisteredConnection } from "./registry";
import type { Saved } from "./saved";
import { plainTarget, type Target } from "./target";

/** What the pages may know of a connection. */
export function summarise(
  { target, status }: RegisteredConnection,
  role: RoleName,
  defaultId: string | undefined,
): ConnectionSummary {
  const { id, label, source, transport, colour, production, readOnly } = target;
  return {
    ...{ id, label, source, transport, status, colour, production, readOnly },
    addresses: [...target.urls],
    isDefault: id === defaultId,
    access: accessOf(target, role),
  };
}

/** A saved connection that can't be used: it is there to be mended or deleted. */
export function summariseBroken({ id, stored, use }: Saved, role: RoleName): ConnectionSummary {
  const { label, transport, colour, production, readOnly } = stored;
  const why = use.ok ? "" : `${use.why}; ${use.what}`;
  return {
    ...{ id, label, transport, colour, production, readOnly },
    source: "saved",
    addresses: [],
    status: { state: "refused", sinceMs: startedMs, why },
    isDefault: false,
    access: accessOf({ ...plainTarget, readOnly }, role),
  };
}

const startedMs = Date.now();

/** What somebody of this role may do on a connection. */
export function accessOf(target: Named, role: RoleName): Access {
  const { subjects, readOnly, tailSubjects, publishSubjects } = target;
  return { ...subjects, role, readOnly, tailSubjects, publishSubjects };
}

type Named = Pick<Target, "subjects" | "readOnly" | "tailSubjects" | "publishSubjects">;
