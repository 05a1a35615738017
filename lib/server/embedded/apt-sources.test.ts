import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDebian, parseDeb822, parseSourcesList } from "./apt-sources";

const deb822 = `# comment: not a field
Types: deb
# URIs: http://commented.example/debian
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
 contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb deb-src
uris: http://mirror.example/debian-security http://other.example/debian-security
suites: bookworm-security
components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY

Types: deb
Enabled: no
URIs: http://disabled.example/debian
Suites: bookworm
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main
`;

describe("apt's sources", () => {
  it("are read from stanzas", () => {
    expect(parseDeb822(deb822)).toEqual([
      {
        uris: ["http://mirror.example/debian"],
        suites: ["bookworm", "bookworm-updates"],
        components: ["main", "contrib"],
        signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
      },
      {
        uris: ["http://mirror.example/debian-security", "http://other.example/debian-security"],
        suites: ["bookworm-security"],
        components: ["main"],
      },
    ]);
  });

  it("are read from lines", () => {
    const text = `
# deb http://commented.example/debian bookworm main
deb [ arch=amd64 signed-by=/etc/keys/a.gpg trusted=yes ] http://mirror.example/debian/ trixie main contrib # why
deb-src http://mirror.example/debian trixie main
deb\thttps://plain.example/debian   sid   main
`;
    expect(parseSourcesList(text)).toEqual([
      {
        uris: ["http://mirror.example/debian/"],
        suites: ["trixie"],
        components: ["main", "contrib"],
        signedBy: "/etc/keys/a.gpg",
      },
      { uris: ["https://plain.example/debian"], suites: ["sid"], components: ["main"] },
    ]);
  });

  it("are read without ever throwing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseDeb822(text);
        findDebian(parseSourcesList(text));
      }),
    );
  });
});

describe("Debian's archive among them", () => {
  const find = (...lines: string[]): string | undefined =>
    findDebian(parseSourcesList(lines.join("\n")))?.uri;

  it("is the first that is one", () => {
    expect(findDebian(parseDeb822(deb822))).toEqual({
      uri: "http://mirror.example/debian",
      signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
    });
  });

  it.each([
    ["another publisher's", "deb https://node.example/node_20.x nodistro main"],
    ["one under the same path", "deb https://docker.example/linux/debian bookworm stable"],
    ["one with the same suites", "deb https://vendor.example/debian/12/prod bookworm main"],
    ["one with suites of its own", "deb https://pg.example/pub/debian bookworm-pgdg main"],
    ["the security archive", "deb http://mirror.example/debian-security bookworm-security main"],
    ["Ubuntu's", "deb http://archive.example/ubuntu noble main"],
    ["one on a disc", "deb cdrom:[Debian]/debian bookworm main"],
    ["one in a folder", "deb file:/srv/debian bookworm main"],
  ])("is not %s", (_what, line) => {
    expect(find(line)).toBeUndefined();
    expect(find(line, "deb http://mirror.example/debian bookworm main")).toBe(
      "http://mirror.example/debian",
    );
  });

  it("is a company's mirror when it is checked with Debian's key", () => {
    const key = "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg";
    expect(find(`deb [${key}] https://repo.example/remote-deb bookworm main`)).toBe(
      "https://repo.example/remote-deb",
    );
  });
});
