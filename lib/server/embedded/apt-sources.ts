/** One archive that apt is told of: what both of its file formats have in common. */
export type AptSource = {
  uris: string[];
  suites: string[];
  components: string[];
  signedBy?: string;
};

/** Reads a `*.sources` file (stanzas of fields); what is disabled or no binary source is left out. */
export function parseDeb822(text: string): AptSource[] {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map(parseStanza)
    .flatMap(toSource);
}

/** Reads a `sources.list` or `*.list` file (one source a line). */
export function parseSourcesList(text: string): AptSource[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\s*deb\s+(?:\[([^\]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!found) return [];
    const [, options = "", uri = "", suite = "", components = ""] = found;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    return [withKey({ uris: [uri], suites: [suite], components: words(components) }, signedBy)];
  });
}

/** The archive of Debian itself among the machine's sources, the first that is surely one. */
export function findDebian(sources: AptSource[]): { uri: string; signedBy?: string } | undefined {
  for (const source of sources) {
    const uri = source.uris.find(isFetchable);
    if (uri && isDebian(source, uri)) {
      return { uri, ...(source.signedBy ? { signedBy: source.signedBy } : {}) };
    }
  }
  return undefined;
}

// Others publish for Debian's suites under paths of that name as well (Docker: component "stable"),
// and a company's mirror may have any path, so each mark alone misleads.
function isDebian(source: AptSource, uri: string): boolean {
  if (!source.components.includes("main") || !source.suites.some(isDebianSuite)) return false;
  const byPath = /\/debian\/?$/.test(uri);
  const byKey = /debian-archive-[^/]*keyring/.test(source.signedBy ?? "");
  return byPath || (byKey && !uri.includes("security"));
}

const suiteNames = [
  ...["stable", "oldstable", "oldoldstable", "testing", "unstable", "sid"],
  ...["buster", "bullseye", "bookworm", "trixie", "forky", "duke"],
];

function isDebianSuite(suite: string): boolean {
  return suiteNames.includes(suite.replace(/(-updates|-backports)?\/?$/, ""));
}

function isFetchable(uri: string): boolean {
  return /^(?:tor\+|mirror\+)?https?:\/\/\S+$/.test(uri);
}

function parseStanza(stanza: string): Map<string, string> {
  const fields = new Map<string, string>();
  let current = "";
  for (const line of stanza.split("\n")) {
    const field = /^([A-Za-z][\w-]*):\s*(.*)$/.exec(line);
    if (field?.[1]) {
      current = field[1].toLowerCase();
      fields.set(current, field[2] ?? "");
    } else if (current !== "") {
      fields.set(current, `${fields.get(current) ?? ""}\n${line.trim()}`);
    }
  }
  return fields;
}

function toSource(fields: Map<string, string>): AptSource[] {
  const read = (name: string): string[] => words(fields.get(name) ?? "");
  const uris = read("uris");
  const disabled = /^(no|false|without|off|disable|0)$/i.test(fields.get("enabled")?.trim() ?? "");
  if (uris.length === 0 || disabled || !read("types").includes("deb")) return [];
  const source = { uris, suites: read("suites"), components: read("components") };
  return [withKey(source, fields.get("signed-by")?.trim())];
}

// Only a file can be handed on: a stanza may also hold the key itself, or just its fingerprint.
function withKey(source: AptSource, signedBy: string | undefined): AptSource {
  const file = signedBy?.split(",")[0];
  return file?.startsWith("/") && !/\s/.test(file) ? { ...source, signedBy: file } : source;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
