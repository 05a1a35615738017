import type { TestAdvice } from "@/lib/model/connection-test";
import type { Auth } from "@/lib/server/connections/target";
import { adviseToken } from "./user-token";

/** What is known when a login was refused. */
export type Refusal = {
  auth: Auth;
  /** The server's own words, without anything secret. */
  words: string;
  /** The server signs nonces only where it knows nkeys or an operator. */
  asksForSignatures: boolean;
  overWebSocket: boolean;
  nowMs: number;
};

/** What to do when a server refuses who we are. */
export function adviseLogin(refusal: Refusal): TestAdvice {
  const { words, auth } = refusal;
  if (/maximum (account )?(active )?connections/i.test(words)) return adviseFull(words);
  if (/authentication timeout/i.test(words)) return adviseSlow();
  const port = /attempted to connect to (?:a )?([\w -]{1,20}) port/i.exec(words)?.[1];
  if (port !== undefined) return advisePort(port);
  switch (auth.kind) {
    case "none":
      return adviseNone(refusal);
    case "user":
      return adviseUser(auth.user, refusal);
    case "token":
      return adviseSharedToken(refusal);
    case "nkey":
    case "creds":
    case "jwt":
      return adviseToken(refusal);
  }
}

/** A port where servers meet servers; they say hello there too. */
function advisePort(port: string): TestAdvice {
  return {
    likely: `That is the server's ${port} port: there, servers talk to each other.`,
    whatToDo: ["Use the client port, 4222 unless it was changed."],
    snippet: {
      about: "The ports, in nats-server.conf",
      text: "port: 4222 # clients\ncluster { port: 6222 } # routes\nleafnodes { port: 7422 }\ngateway { port: 7222 }",
    },
  };
}

function adviseNone({ asksForSignatures }: Refusal): TestAdvice {
  return {
    likely: "The server asks for credentials, and this connection has none.",
    whatToDo: [
      asksForSignatures
        ? "It knows nkeys or JWTs: choose a creds file or an nkey, or a user and a password if it has those too."
        : "Choose a user and a password, or a token: it knows no nkeys and no JWTs.",
      "Or let the server take clients without any as a certain user.",
    ],
    snippet: { about: "nats-server.conf", text: 'no_auth_user: "somebody"' },
  };
}

function adviseUser(user: string, { asksForSignatures }: Refusal): TestAdvice {
  return {
    likely: `The user "${user}" does not exist on the server, or the password is another.`,
    whatToDo: [
      "Type the password once more, and check the user's spelling: both are case-sensitive.",
      "A server whose authorization is a token knows no users: choose Token.",
      "A password that the server keeps as a bcrypt hash ($2a$…) is typed here in plain.",
      ...(asksForSignatures
        ? ["A server with an operator takes no passwords: it needs a creds file."]
        : []),
    ],
    snippet: {
      about: "The user, in nats-server.conf",
      text: `authorization {\n  users: [\n    { user: ${JSON.stringify(user)}, password: "…" }\n  ]\n}`,
    },
  };
}

function adviseSharedToken({ asksForSignatures }: Refusal): TestAdvice {
  return {
    likely: "The token is not the server's.",
    whatToDo: [
      "Copy it once more from the server's configuration.",
      "A server with users or accounts has no token: it needs a user and a password.",
      ...(asksForSignatures ? ["A server with an operator needs a creds file."] : []),
    ],
    snippet: { about: "The token, in nats-server.conf", text: 'authorization {\n  token: "…"\n}' },
  };
}

function adviseFull(words: string): TestAdvice {
  const ofAccount = /account/i.test(words);
  return {
    likely: ofAccount
      ? "The account has as many connections as it may have."
      : "The server has as many connections as it may have.",
    whatToDo: ["Close clients that are not needed, or raise the limit."],
    snippet: ofAccount
      ? { about: "The account's limit", text: "nsc edit account NAME --conns 1000" }
      : { about: "The limit, in nats-server.conf", text: "max_connections: 65536" },
  };
}

function adviseSlow(): TestAdvice {
  return {
    likely:
      "The server did not hear of the credentials in time: it is busy, or asks somebody else (auth callout).",
    whatToDo: ["Test once more.", "Look at the service that decides over logins."],
    snippet: {
      about: "More time, in nats-server.conf",
      text: "authorization {\n  timeout: 5\n}",
    },
  };
}
