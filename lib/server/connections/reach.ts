import { formatHostPort } from "@/lib/server/dial/url";
import { chooseAuth } from "./auth-from-settings";
import type { Machine } from "./machine";
import type { Settings, Unusable } from "./settings";
import { readSubjects } from "./subjects-from-settings";
import type { Target } from "./target";
import { readTls } from "./tls-from-settings";
import { readUrls, securedUrls } from "./urls-from-settings";

/** How a server is reached: the part of a target that is the same wherever it was read. */
export type Reach = Pick<Target, "urls" | "auth" | "tls" | "subjects"> & {
  /** The first address, as a label. */
  place: string;
};

const defaultUrl = { value: "nats://127.0.0.1:4222", from: "the default address" };

/** Makes of the CLI's settings what the dialler needs; reads the files that they name. */
export function readReach(
  settings: Settings,
  machine: Machine,
): { ok: true; reach: Reach } | Unusable {
  const named = settings.urls ?? [defaultUrl];
  const parsed = readUrls(named);
  if (!parsed.ok) return parsed;
  const auth = chooseAuth(settings, parsed.urls, machine);
  if (!auth.ok) return auth;
  const tls = readTls(settings, machine);
  if (!tls.ok) return tls;
  const subjects = readSubjects(settings);
  if (!subjects.ok) return subjects;
  const from = named.map((setting) => setting.from).join(", ");
  const secured = securedUrls(parsed.urls, tls.tls, from);
  if (!secured.ok) return secured;
  const [first] = parsed.urls;
  return {
    ok: true,
    reach: {
      urls: secured.urls,
      auth: auth.auth,
      tls: tls.tls,
      subjects: subjects.subjects,
      place: first ? formatHostPort(first) : "",
    },
  };
}
