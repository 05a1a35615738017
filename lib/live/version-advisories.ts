/** A weakness of nats-server that its makers have told of. */
export type Advisory = { id: string; effect: string; fixedIn: string[]; link: string };

type Version = [major: number, minor: number, patch: number];
/** The first release of each line that has it no more, the newest line first; those after it never had it. */
type Known = { id: string; effect: string; fixed: Version[]; since?: Version };

// security.md, section 4. A line without a fix of its own stays weak.
const known: Known[] = [
  {
    id: "CVE-2025-30215",
    effect: "a user of one account can purge, move and remove what belongs to others",
    fixed: [
      [2, 11, 1],
      [2, 10, 27],
    ],
    since: [2, 2, 0],
  },
  {
    id: "CVE-2026-27571",
    effect: "anybody who reaches the WebSocket port can exhaust the server's memory",
    fixed: [
      [2, 12, 3],
      [2, 11, 12],
    ],
    since: [2, 2, 0],
  },
  {
    id: "CVE-2026-27889",
    effect: "anybody who reaches the WebSocket port can stop the server",
    fixed: [
      [2, 12, 5],
      [2, 11, 14],
    ],
    since: [2, 2, 0],
  },
  ...[
    ["CVE-2026-33217", "MQTT clients get around permissions"],
    ["CVE-2026-33218", "a leaf node can stop the server"],
    ["CVE-2026-33222", "a restore can write into another stream"],
    ["CVE-2026-33246", "a client can pretend to be another one to services"],
    ["CVE-2026-33249", "traces are sent to subjects that are not allowed"],
  ].map(
    ([id = "", effect = ""]): Known => ({
      id,
      effect,
      fixed: [
        [2, 12, 6],
        [2, 11, 15],
      ],
    }),
  ),
  {
    id: "GHSA-38x3-76xf-cq45",
    effect: "with no_auth_user and a route or leaf node listener, the login can be got around",
    fixed: [
      [2, 14, 0],
      [2, 12, 7],
      [2, 11, 16],
    ],
  },
  {
    id: "GHSA-jx8g-9g95-6322",
    effect: "a queue subscription gets around a denied subject",
    fixed: [
      [2, 14, 0],
      [2, 12, 7],
      [2, 11, 16],
    ],
  },
];

/** What is known to be weak in a server of this version; nothing for one that can't be read. */
export function advisoriesOf(version: string): Advisory[] {
  const [, major, minor, patch, before] = /^v?(\d+)\.(\d+)\.(\d+)(-.+)?/.exec(version) ?? [];
  if (major === undefined) return [];
  // A preview of a release comes before it.
  const running: Version = [Number(major), Number(minor), Number(patch) - (before ? 0.5 : 0)];
  return known
    .filter((one) => isWeak(running, one))
    .map(({ id, effect, fixed }) => ({
      id,
      effect,
      fixedIn: fixed.map((release) => release.join(".")),
      link: linkOf(id),
    }));
}

function isWeak(running: Version, { fixed, since }: Known): boolean {
  if (since && compare(running, since) < 0) return false;
  // A line without a mended release of its own, 2.13 say, is measured by the newest.
  const measure = fixed.find((release) => isSameLine(release, running)) ?? fixed[0];
  return measure !== undefined && compare(running, measure) < 0;
}

function isSameLine(one: Version, other: Version): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

function linkOf(id: string): string {
  return id.startsWith("CVE-")
    ? `https://nvd.nist.gov/vuln/detail/${id}`
    : `https://github.com/nats-io/nats-server/security/advisories/${id}`;
}
