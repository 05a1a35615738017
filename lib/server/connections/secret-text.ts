import { expandPath, type Machine } from "./machine";
import { type Setting, type Unusable, unusableSetting } from "./settings";

/** The text of a file, or of what stands for one. */
export type FoundText = { ok: true; text: string } | Unusable;

/**
 * Reads what a setting names: a path, or one of the nats CLI's URIs. What looks like the secret itself is taken as it
 * is, and in any case never shown.
 */
export function readSecretText({ value, from }: Setting, machine: Machine): FoundText {
  if (isSecret(value)) return { ok: true, text: value };
  return readNamed(value, from, machine) ?? readPath(value, from, machine);
}

/** Reads a password or a token: itself, or the file or the variable that it names by file:// or env://. */
export function readWord({ value, from }: Setting, machine: Machine): FoundText {
  if (!/^(?:file|env|op|nsc):\/\//i.test(value)) return { ok: true, text: value };
  const named = readNamed(value, from, machine);
  if (!named?.ok) return named ?? { ok: true, text: value };
  // Editors end a file with a line break, which is no part of the password.
  return { ok: true, text: named.text.replace(/\r?\n$/, "") };
}

/** The text of a file that a setting names. */
function readPath(path: string, from: string, machine: Machine): FoundText {
  const expanded = expandPath(path, machine);
  const file = machine.read(expanded);
  if (file.ok) return { ok: true, text: file.text };
  return unusableSetting(
    from,
    `names a file that can't be read: ${isShowable(expanded) ? expanded : "…"} (${file.why})`,
    "check the path and who may read it",
  );
}

/** The seed of an nkey file, which may have a frame around it and comments. */
export function findSeed(text: string): string | undefined {
  return /\bS[A-Z][A-Z2-7]{56}\b/.exec(text)?.[0];
}

/** A secret with a slip of the pen in it is taken for a path, and is still a secret. */
function isShowable(path: string): boolean {
  return path.length <= 256 && !/[\r\n]|^S[A-Z][A-Z2-7]{8}|eyJ|-----/.test(path);
}

function readNamed(value: string, from: string, machine: Machine): FoundText | undefined {
  const scheme = /^([a-z]+):/i.exec(value)?.[1]?.toLowerCase();
  switch (scheme) {
    case "file":
      return readPath(value.replace(/^file:(\/\/)?/i, ""), from, machine);
    case "env":
      return readVariable(value.replace(/^env:(\/\/)?/i, ""), from, machine);
    case "data":
      return readData(value, from);
    case "op":
    case "nsc":
      return unusableSetting(
        from,
        `is an ${scheme}:// address, which Natsight can't look up`,
        "name a file instead",
      );
    default:
      return undefined;
  }
}

function isSecret(value: string): boolean {
  return value.includes("-----BEGIN") || /^S[A-Z][A-Z2-7]{56}$/.test(value) || /^eyJ/.test(value);
}

function readVariable(name: string, from: string, { env }: Machine): FoundText {
  const text = env[name];
  if (text !== undefined && text !== "") return { ok: true, text };
  return unusableSetting(from, `names the variable ${name}, which is not set`, `set ${name}`);
}

function readData(value: string, from: string): FoundText {
  const [, base64] = /^data:[^,]*;base64,(.*)$/s.exec(value) ?? [];
  if (base64 !== undefined) {
    return { ok: true, text: Buffer.from(base64, "base64").toString("utf8") };
  }
  return unusableSetting(from, "is a data: address that is not base64", "write data:;base64,…");
}
