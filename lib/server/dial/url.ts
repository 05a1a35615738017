/** A server address as it is dialled; user info has been taken out of it. */
export type ServerUrl = {
  scheme: Scheme;
  host: string;
  port: number;
  /** Path and query, for a WebSocket behind a path-routing proxy. */
  path: string;
  user?: string;
  password?: string;
};

type Scheme = "nats" | "tls" | "ws" | "wss";

type Parsed = { ok: true; url: ServerUrl } | { ok: false; why: string };

const defaultPorts: Record<Scheme, number> = { nats: 4222, tls: 4222, ws: 80, wss: 443 };

/** Reads one server URL; without a scheme it is nats://, as in the nats CLI. */
export function parseServerUrl(text: string): Parsed {
  const withScheme = text.includes("://") ? text : `nats://${text}`;
  const scheme = schemeOf(withScheme);
  if (!scheme) return { ok: false, why: "its scheme is none of nats, tls, ws, wss" };
  // The rules for http know IPv6, ports and percent signs; those for a foreign scheme let anything pass.
  // https keeps port 80 visible and the other way round: a default port would be dropped.
  const parsed = parseAs("http", withScheme) ?? undefined;
  const alternative = parseAs("https", withScheme);
  if (!parsed || !alternative || parsed.hostname === "") {
    return { ok: false, why: "it is not host:port" };
  }
  const port = parsed.port || alternative.port;
  return {
    ok: true,
    url: {
      scheme,
      host: parsed.hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? defaultPorts[scheme] : Number(port),
      path: `${parsed.pathname}${parsed.search}`,
      ...userInfo(parsed),
    },
  };
}

/** The URL with nothing secret in it, for logs and for the dialler. */
export function formatServerUrl({ scheme, host, port, path }: ServerUrl): string {
  const tail = path === "/" || scheme === "nats" || scheme === "tls" ? "" : path;
  return `${scheme}://${formatHostPort({ host, port })}${tail}`;
}

/** `host:port`, an IPv6 address in brackets. */
export function formatHostPort({ host, port }: { host: string; port: number }): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function schemeOf(text: string): Scheme | undefined {
  const scheme = text.slice(0, text.indexOf("://")).toLowerCase();
  return Object.hasOwn(defaultPorts, scheme) ? (scheme as Scheme) : undefined;
}

function parseAs(scheme: "http" | "https", text: string): URL | undefined {
  const rest = text.slice(text.indexOf("://"));
  return URL.canParse(`${scheme}${rest}`) ? new URL(`${scheme}${rest}`) : undefined;
}

function userInfo({ username, password }: URL): { user?: string; password?: string } {
  if (username === "" && password === "") return {};
  const user = decode(username);
  return password === "" ? { user } : { user, password: decode(password) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign in a password is the password's own.
    return text;
  }
}
