/** The endpoints that are asked; nothing else of a monitoring port is ever requested (T24). */
export const monitoringPaths = [
  "varz",
  "jsz",
  "connz",
  "routez",
  "gatewayz",
  "leafz",
  "accountz",
  "accstatz",
  "healthz",
  "subsz",
] as const;

/** One of the endpoints. */
export type MonitoringPath = (typeof monitoringPaths)[number];

/** What is asked of a monitoring URL. */
export type MonitoringQuestion = {
  path: MonitoringPath;
  query?: Readonly<Record<string, string | number | boolean>>;
};

const options: Record<MonitoringPath, readonly string[]> = {
  varz: [],
  jsz: [
    ...["acc", "accounts", "streams", "consumers", "config", "leader-only", "offset", "limit"],
    ...["raft", "stream-leader-only", "direct-consumers"],
  ],
  connz: ["sort", "auth", "subs", "offset", "limit", "cid", "state", "user", "acc", "mqtt_client"],
  routez: ["subs"],
  gatewayz: ["gw_name", "accs", "acc_name", "subs"],
  leafz: ["subs", "acc"],
  accountz: ["acc"],
  accstatz: ["unused"],
  healthz: [
    ...["js-enabled-only", "js-server-only", "js-meta-only", "account", "stream", "consumer"],
    "details",
  ],
  subsz: ["subs", "offset", "limit", "acc", "test"],
};

const longestValue = 256;

/** The address of a question under a monitoring URL, whose own path is kept; or why it is not asked. */
export function monitoringUrl(
  base: string,
  { path, query = {} }: MonitoringQuestion,
): { ok: true; url: URL } | { ok: false; why: string } {
  if (!URL.canParse(base)) return { ok: false, why: "it is not a URL" };
  const url = new URL(base);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { ok: false, why: "its scheme is neither http nor https" };
  }
  if (url.username !== "" || url.password !== "") {
    return { ok: false, why: "it holds a user name or a password, which would not be sent" };
  }
  if (url.search !== "" || url.hash !== "") return { ok: false, why: "it has a query or a hash" };
  // The type says so too, but what is asked can come from a page.
  if (!monitoringPaths.includes(path)) return { ok: false, why: "that endpoint is never asked" };
  for (const [name, value] of Object.entries(query)) {
    if (!options[path].includes(name)) return { ok: false, why: `/${path} is not asked for that` };
    if (String(value).length > longestValue) return { ok: false, why: `its ${name} is too long` };
    url.searchParams.set(name, String(value));
  }
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${path}`;
  return { ok: true, url };
}
