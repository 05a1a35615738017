import type { AppError } from "@/lib/errors/app-error";
import { describeError } from "@/lib/errors/describe-error";
import type { TestAdvice } from "@/lib/model/connection-test";

/** What to do when something may not be asked; undefined when that is not why it failed. */
export function advisePermission(error: AppError, what: string): TestAdvice | undefined {
  if (error.kind !== "permission") return undefined;
  const { detail, hint = "" } = describeError(error);
  return {
    likely: detail,
    whatToDo: [
      `Add this line to the user's permissions: ${what} needs it.`,
      ...(error.operation === "subscription"
        ? ["Or give this connection the inbox prefix that the user may subscribe to."]
        : []),
    ],
    snippet: {
      about: "The user's permissions, in nats-server.conf",
      text: `permissions: {\n  ${hint}\n}`,
    },
  };
}

/** What to do when the account sees servers, but can't have any stream. */
export function adviseSystemAccount(account: string): TestAdvice {
  return {
    likely: `"${account}" is the system account: it sees the servers, and no streams, for it can't have JetStream.`,
    whatToDo: [
      "Log in as a user of the account that your applications use.",
      'Put these credentials into "System account" of this connection: then it shows both.',
    ],
    snippet: {
      about: "An account for applications beside it, in nats-server.conf",
      text: `accounts {\n  APP {\n    jetstream: enabled\n    users: [ { user: "app", password: "…" } ]\n  }\n}`,
    },
  };
}

/** What to do when JetStream is off: on the server, or for the account. */
export function adviseJetStreamOff(account: string, onServer: boolean): TestAdvice {
  if (!onServer) {
    return {
      likely: "This server runs without JetStream.",
      whatToDo: ["Switch it on, if there shall be streams, key-value buckets or object stores."],
      snippet: {
        about: "nats-server.conf",
        text: 'jetstream {\n  store_dir: "/data/jetstream"\n}',
      },
    };
  }
  const isKey = /^A[A-Z2-7]{55}$/.test(account);
  return {
    likely: `The server has JetStream, but not for the account ${account === "" ? "of this user" : `"${account}"`}.`,
    whatToDo: [
      "Switch it on for the account.",
      "Or log in as a user of the account that has the streams.",
    ],
    snippet: isKey
      ? {
          about: "With an operator",
          text: "nsc edit account --name ACCOUNT --js-enable 1\nnsc push --account ACCOUNT",
        }
      : {
          about: "nats-server.conf",
          text: `accounts {\n  ${account || "APP"} {\n    jetstream: enabled\n  }\n}`,
        },
  };
}

/** What to do when nobody answers under the API prefix of a connection. */
export function advisePrefix(apiPrefix: string, serverDomain: string | undefined): TestAdvice {
  return {
    likely: `Nobody answers under "${apiPrefix}": there is no such JetStream domain here, or its account is not imported.`,
    whatToDo: [
      serverDomain === undefined
        ? "The server names no domain of its own: leave the domain and the API prefix of this connection empty."
        : `This server's own domain is "${serverDomain}".`,
      "A domain behind a leaf node is reached only while the leaf node is connected, with the same account.",
    ],
    ...(serverDomain === undefined
      ? {}
      : { snippet: { about: "The API prefix of that domain", text: `$JS.${serverDomain}.API` } }),
  };
}

/** How a connection comes to show the servers' own figures. */
export const adviseSystemCredential: TestAdvice = {
  likely: "CPU, memory and the connections of other accounts are told to the system account only.",
  whatToDo: [
    'Give this connection a second credential, of a user of the system account, under "System account".',
    "Or a monitoring URL, which shows the one server that it belongs to.",
  ],
  snippet: {
    about: "A user that may only look, in nats-server.conf",
    text: `accounts {
  SYS {
    users: [
      { user: "natsight", password: "…", permissions: {
          publish: ["$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.*", "$SYS.REQ.ACCOUNT.*.*", "$SYS.REQ.USER.INFO"]
          subscribe: ["_INBOX.>", "$SYS.SERVER.>", "$SYS.ACCOUNT.>"]
      } }
    ]
  }
}
system_account: SYS`,
  },
};

/** What to do when the second credential belongs to an ordinary account. */
export function adviseNotSystem(account: string): TestAdvice {
  return {
    likely: `The second credential logs in, but "${account}" is not the system account.`,
    whatToDo: [
      "Use the credentials of a user of the account that system_account names.",
      "With an operator, that is the account SYS, unless it was named otherwise.",
    ],
    snippet: {
      about: "nats-server.conf",
      text: 'accounts {\n  SYS { users: [ { user: "sys", password: "…" } ] }\n}\nsystem_account: SYS',
    },
  };
}
