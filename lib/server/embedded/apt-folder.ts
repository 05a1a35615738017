import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AptSource, findDebian, parseDeb822, parseSourcesList } from "./apt-sources";
import { run } from "./run";

const debianKeyrings = ["gpg", "pgp"].map(
  (ending) => `/usr/share/keyrings/debian-archive-keyring.${ending}`,
);

/** Debian's archive as this machine reaches it. */
export type DebianArchive = { uri: string; keyring: string };

/** The mirror that the machine's own sources name, and the key to check it with. */
export function findDebianArchive(etc = "/etc/apt"): DebianArchive | { missing: string } {
  const found = findDebian(readSources(etc));
  if (!found) return { missing: "apt knows no Debian archive on this machine" };
  const keyring = [...debianKeyrings, found.signedBy].find((file) => file && existsSync(file));
  if (!keyring) return { missing: "Debian's archive keyring is not installed" };
  return { uri: found.uri, keyring };
}

function readSources(etc: string): AptSource[] {
  const parts = join(etc, "sources.list.d");
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = [join(etc, "sources.list"), ...names.map((name) => join(parts, name))];
  return files.flatMap((file) => {
    if (!/\.(list|sources)$/.test(file)) return [];
    try {
      const text = readFileSync(file, "utf8");
      return file.endsWith(".sources") ? parseDeb822(text) : parseSourcesList(text);
    } catch {
      return [];
    }
  });
}

/** Lays out a folder in which apt works without touching anything of the system's; returns its environment. */
export async function layOutApt(
  folder: string,
  archive: DebianArchive,
  suite: string,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
  const source = `deb [signed-by=${archive.keyring}] ${archive.uri} ${suite} main\n`;
  await writeFile(join(folder, "sources.list"), source);
  const configured = await run("apt-config", ["dump"]);
  const config = aptConfig(folder, configured.ok ? configured.stdout : "");
  await writeFile(join(folder, "apt.conf"), config);
  return { ...process.env, APT_CONFIG: join(folder, "apt.conf"), LC_ALL: "C" };
}

// How the machine reaches the network; and how old a list it accepts, which the owner of a frozen
// mirror has to say. Whether signatures are checked is not left to it.
const keptSettings =
  /^Acquire::(?:https?|tor|mirror|ForceIPv[46]|Check-Valid-Until|Check-Date|M(?:ax|in)-ValidTime)(?:::|\s)/i;

/** An apt.conf that keeps how the machine reaches its mirror and nothing else of its settings. */
export function aptConfig(folder: string, dump: string): string {
  const kept = dump.split("\n").filter((line) => keptSettings.test(line));
  const settings = {
    // Hooks and pins of the system are for the system: here they would run for a foreign suite.
    "Dir::Etc::Main": "/dev/null",
    "Dir::Etc::Parts": "/dev/null",
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::Etc::SourceList": join(folder, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": join(folder, "lists"),
    "Dir::Cache": join(folder, "cache"),
    // As root, apt would fetch as a user who can't see a folder below somebody's home.
    "APT::Sandbox::User": "root",
    "APT::Get::AllowUnauthenticated": "false",
    "Acquire::AllowInsecureRepositories": "false",
    "Acquire::AllowWeakRepositories": "false",
    "Acquire::AllowDowngradeToInsecureRepositories": "false",
    "Acquire::Languages": "none",
    "Acquire::PDiffs": "false",
    "Acquire::Retries": "1",
    "Acquire::http::Timeout": "15",
    "Acquire::https::Timeout": "15",
  };
  const own = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  return `${[...kept, ...own].join("\n")}\n`;
}
