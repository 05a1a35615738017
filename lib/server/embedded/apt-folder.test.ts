import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aptConfig, findDebianArchive } from "./apt-folder";

let etc = "";
beforeEach(() => {
  etc = mkdtempSync(join(tmpdir(), "natsight-test-"));
});
afterEach(() => rmSync(etc, { recursive: true, force: true }));

describe("apt in a folder of its own", () => {
  const dump = [
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::https::Verify-Peer "true";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::AllowInsecureRepositories "true";',
    'APT::Get::AllowUnauthenticated "true";',
    'APT::Update::Post-Invoke:: "rm -rf /";',
    'DPkg::Pre-Invoke:: "true";',
  ].join("\n");

  it("keeps how the machine reaches its mirror", () => {
    const config = aptConfig("/x", dump);
    expect(config).toContain('Acquire::http::Proxy "http://proxy.example:3128";');
    expect(config).toContain('Acquire::Check-Valid-Until "false";');
  });

  it("never takes over a setting that skips the signature, nor a hook", () => {
    const config = aptConfig("/x", dump);
    expect(config).not.toContain('AllowInsecureRepositories "true"');
    expect(config).not.toContain('AllowUnauthenticated "true"');
    expect(config).not.toContain("Invoke");
    expect(config).toContain('APT::Get::AllowUnauthenticated "false";');
    expect(config).toContain('Acquire::AllowInsecureRepositories "false";');
  });

  it("touches no folder of the system's", () => {
    const config = aptConfig("/x/y", dump);
    expect(config).toContain('Dir::State::Lists "/x/y/lists";');
    expect(config).toContain('Dir::Cache "/x/y/cache";');
    expect(config).toContain('Dir::Etc::Parts "/dev/null";');
  });

  it("has nothing to go by where apt knows no Debian", () => {
    expect(findDebianArchive(etc)).toEqual({
      missing: "apt knows no Debian archive on this machine",
    });
    writeFileSync(join(etc, "sources.list"), "deb http://archive.example/ubuntu noble main\n");
    expect(findDebianArchive(etc)).toHaveProperty("missing");
  });
});
