import type { TestAdvice } from "@/lib/model/connection-test";
import { formatMoment } from "@/lib/server/doctor/moment";
import { publicKeyOf, readUserToken, type UserToken } from "@/lib/server/doctor/user-token";
import type { Refusal } from "./login";

/** What to do when an nkey, or a JWT with or without one, is refused: everything that can be seen from here. */
export function adviseToken(refusal: Refusal): TestAdvice {
  const { auth } = refusal;
  if (auth.kind === "nkey") return adviseNkey(publicKeyOf(auth), refusal);
  const token = readUserToken(auth);
  if (!token) return unreadable;
  return (
    adviseNotAUser(token) ??
    adviseTime(token, refusal.nowMs) ??
    adviseKey(token, publicKeyOf(auth)) ??
    adviseMode(refusal) ??
    adviseConnectionType(token, refusal) ??
    adviseSource(token) ??
    adviseUnknown(token)
  );
}

function adviseNkey(publicKey: string | undefined, { asksForSignatures }: Refusal): TestAdvice {
  const key = publicKey ?? "U…";
  return {
    likely: asksForSignatures
      ? "The server does not know this nkey."
      : "The server knows no nkeys at all.",
    whatToDo: [
      "Add the public key to the server's configuration; the seed stays here.",
      "A server with an operator takes no bare nkeys: it needs a creds file.",
    ],
    snippet: {
      about: "nats-server.conf",
      text: `authorization {\n  users: [\n    { nkey: ${key} }\n  ]\n}`,
    },
  };
}

const unreadable: TestAdvice = {
  likely: "The credentials hold no JWT that can be read.",
  whatToDo: ["Give the whole creds file, with its BEGIN and END lines."],
  snippet: {
    about: "Writes a creds file",
    text: "nsc generate creds --account ACCOUNT --name USER",
  },
};

function adviseNotAUser({ type }: UserToken): TestAdvice | undefined {
  if (type === undefined || type === "user") return undefined;
  return {
    likely: `The JWT is one of an ${type}, and not of a user.`,
    whatToDo: ["Give the creds file of a user."],
    snippet: {
      about: "Writes a creds file",
      text: "nsc generate creds --account ACCOUNT --name USER",
    },
  };
}

function adviseTime(token: UserToken, nowMs: number): TestAdvice | undefined {
  const { expiresMs, notBeforeMs, issuedMs, name } = token;
  const clock = `This machine's clock says ${formatMoment(nowMs)}; if that is wrong, mend the clock.`;
  if (expiresMs !== undefined && expiresMs <= nowMs) {
    return {
      likely: `The user's JWT expired on ${formatMoment(expiresMs)}.`,
      whatToDo: ["Have new credentials issued, and put them here.", clock],
      snippet: {
        about: "Makes it valid for 90 days more, and writes the creds file anew",
        text: `nsc edit user --name ${name || "USER"} --expiry 90d\nnsc generate creds --name ${name || "USER"}`,
      },
    };
  }
  if (notBeforeMs !== undefined && notBeforeMs > nowMs) {
    return {
      likely: `The user's JWT is not valid before ${formatMoment(notBeforeMs)}.`,
      whatToDo: ["Wait until then, or have another one issued.", clock],
      snippet: {
        about: "Makes it valid at once",
        text: `nsc edit user --name ${name || "USER"} --start 0`,
      },
    };
  }
  if (issuedMs === undefined || issuedMs <= nowMs + 60_000) return undefined;
  return {
    likely: `The user's JWT was issued in the future (${formatMoment(issuedMs)}): a clock is wrong.`,
    whatToDo: [clock],
    snippet: { about: "Whether the clock is kept right", text: "timedatectl status" },
  };
}

function adviseKey(token: UserToken, publicKey: string | undefined): TestAdvice | undefined {
  if (publicKey === undefined && !token.isBearer) {
    return {
      likely: "There is a JWT, but no seed to sign with, and the JWT is no bearer token.",
      whatToDo: ["Add the user's seed (SU…), or give the whole creds file."],
      snippet: {
        about: "Or make it a bearer token: whoever has it may come in",
        text: `nsc edit user --name ${token.name || "USER"} --bearer`,
      },
    };
  }
  if (publicKey === undefined || publicKey === token.subject) return undefined;
  return {
    likely: "The seed belongs to another user than the JWT.",
    whatToDo: [
      `The JWT is of ${token.subject}; the seed is of ${publicKey}.`,
      "Give both from one creds file.",
    ],
    snippet: {
      about: "Writes them together",
      text: `nsc generate creds --name ${token.name || "USER"}`,
    },
  };
}

function adviseMode({ asksForSignatures }: Refusal): TestAdvice | undefined {
  if (asksForSignatures) return undefined;
  return {
    likely: "The server has no operator: it takes no JWTs.",
    whatToDo: [
      "Check that this is the server that the credentials are for.",
      "Use a user and a password, or a token, if it has those.",
    ],
    snippet: {
      about: "An operator, in nats-server.conf",
      text: 'operator: "operator.jwt"\nresolver: { type: full, dir: "./jwt" }',
    },
  };
}

function adviseConnectionType(token: UserToken, refusal: Refusal): TestAdvice | undefined {
  const type = refusal.overWebSocket ? "WEBSOCKET" : "STANDARD";
  const { connectionTypes, name } = token;
  if (connectionTypes.length === 0 || connectionTypes.includes(type)) return undefined;
  return {
    likely: `The user may connect as ${connectionTypes.join(", ")} only, and this is a ${type} connection.`,
    whatToDo: [
      refusal.overWebSocket
        ? "Use nats:// or tls://, or allow the user WebSockets."
        : "Use ws:// or wss://, or allow the user connections to the client port.",
    ],
    snippet: {
      about: "Allows it",
      text: `nsc edit user --name ${name || "USER"} --conn-type ${type}`,
    },
  };
}

function adviseSource({ sources }: UserToken): TestAdvice | undefined {
  if (sources.length === 0) return undefined;
  return {
    likely: `The user may come from ${sources.join(", ")} only, and most likely this machine is seen as another.`,
    whatToDo: ["Connect from there, or allow this machine's address too."],
    snippet: {
      about: "Allows an address",
      text: "nsc edit user --name USER --source-network 192.0.2.0/24",
    },
  };
}

function adviseUnknown({ account }: UserToken): TestAdvice {
  return {
    likely:
      "The credentials look right from here: the server does not know their account, or the user or its key was revoked.",
    whatToDo: [
      `Is the account ${account} known to the server? Its resolver has to hold the account's JWT.`,
      "Was the user revoked, or the signing key taken away? Then new credentials are needed.",
      "Does the server trust the same operator?",
      "Is the server's clock right? A JWT that has expired there is refused in the same words.",
    ],
    snippet: {
      about: "Gives the server the account's JWT, and shows what is revoked",
      text: `nsc push --account ACCOUNT\nnsc revocations list-users --account ACCOUNT`,
    },
  };
}
