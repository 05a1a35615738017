import type { Socket } from "node:net";
import type { NatsConnection } from "@nats-io/nats-core";
import type { TestStep } from "@/lib/model/connection-test";
import type { Auth } from "@/lib/server/connections/target";
import type { Dialled } from "@/lib/server/dial/dial";
import { isTlsWanted, tlsAfterHello } from "@/lib/server/dial/tls-wanted";
import { formatServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import { adviseHello } from "./advice/hello";
import { isLoopback } from "./advice/reach";
import { adviseNoTls } from "./advice/tls";
import type { Exam } from "./exam";
import { failed, skipped } from "./finding";
import { type Greeted, hearHello } from "./hello-step";
import { logIn } from "./login-step";
import { resolveName } from "./name-step";
import { connectTcp } from "./tcp-step";
import { beginTls } from "./tls-step";

/** An address that a login succeeded on. */
export type Reached = { url: ServerUrl; address: string; dialled: Dialled; nats: NatsConnection };

type Ready = { stream: Greeted["stream"]; info: Greeted["info"]; encrypted: boolean };

const names: Partial<Record<TestStep, string>> = {
  dns: "the address of the host",
  tcp: "a TCP connection",
  tls: "TLS",
  hello: "the server's hello",
};

/** The five steps of one address, in the order in which they happen on the wire; ends with the first that fails. */
export async function examineAddress(url: ServerUrl, exam: Exam): Promise<Reached | undefined> {
  const address = formatServerUrl(url);
  const dialled = await openStream(url, exam);
  if (!dialled) return undefined;
  const nats = await exam.step({ step: "auth", address }, (limit) =>
    logIn(dialled, exam.target.auth, exam, limit),
  );
  return nats ? { url, address, dialled, nats } : undefined;
}

/** Opens a stream up to where a login begins; every step has its row. */
async function openStream(url: ServerUrl, exam: Exam): Promise<Dialled | undefined> {
  const address = formatServerUrl(url);
  const order = stepsOf(url, exam);
  const missing = (failedStep: TestStep) => {
    const why = `Needs ${names[failedStep] ?? failedStep} first.`;
    for (const step of order.slice(order.indexOf(failedStep) + 1))
      exam.skip({ step, address }, why);
    return undefined;
  };
  const addresses = await exam.step({ step: "dns", address }, (limit) =>
    resolveName(url, exam, limit),
  );
  if (!addresses) return missing("dns");
  const socket = await exam.step({ step: "tcp", address }, (limit) =>
    connectTcp(url, addresses, exam, limit),
  );
  if (!socket) return missing("tcp");
  const tlsFirst = order.indexOf("tls") < order.indexOf("hello");
  const ready = tlsFirst
    ? await tlsThenHello(url, socket, exam, missing)
    : await helloThenTls(url, socket, exam, missing);
  return ready && { ok: true, url: address, ...ready };
}

/** The system account's way in: the same address once more, without rows of its own. */
export async function openAgain(
  { url, address }: Reached,
  exam: Exam,
): Promise<Dialled | undefined> {
  const silent: Exam = {
    ...exam,
    step: async (_place, run) => (await run(exam.signal).catch(() => undefined))?.value,
    skip: () => {},
  };
  const dialled = await openStream(url, silent);
  return dialled && { ...dialled, url: address };
}

/** Logs in with another credential on an address that works. */
export function logInAs(auth: Auth, dialled: Dialled, exam: Exam, limit: AbortSignal) {
  return logIn(dialled, auth, exam, limit);
}

function stepsOf({ scheme }: ServerUrl, { target }: Exam): TestStep[] {
  const overWebSocket = scheme === "ws" || scheme === "wss";
  return overWebSocket || target.tls.handshakeFirst
    ? ["dns", "tcp", "tls", "hello", "auth"]
    : ["dns", "tcp", "hello", "tls", "auth"];
}

type Missing = (failedStep: TestStep) => undefined;

async function tlsThenHello(
  url: ServerUrl,
  socket: Socket,
  exam: Exam,
  missing: Missing,
): Promise<Ready | undefined> {
  const address = formatServerUrl(url);
  let connection: Socket | undefined = socket;
  const encrypted = url.scheme !== "ws";
  if (!encrypted && tlsIsWanted(exam)) return missing(await refuseTls(url, exam));
  if (encrypted) {
    connection = await exam.step({ step: "tls", address }, (limit) =>
      beginTls(url, socket, undefined, exam, limit),
    );
  } else exam.skip({ step: "tls", address }, plainWords(url, "The address is ws://"));
  if (!connection) return missing("tls");
  const secured = connection;
  const greeted = await exam.step({ step: "hello", address }, (limit) =>
    hearHello(url, secured, exam, limit),
  );
  return greeted ? { stream: greeted.stream, info: greeted.info, encrypted } : missing("hello");
}

async function helloThenTls(
  url: ServerUrl,
  socket: Socket,
  exam: Exam,
  missing: Missing,
): Promise<Ready | undefined> {
  const address = formatServerUrl(url);
  const greeted = await exam.step({ step: "hello", address }, (limit) =>
    hearHello(url, socket, exam, limit),
  );
  if (!greeted) return missing("hello");
  const { info, early, stream } = greeted;
  const next = tlsAfterHello(info, tlsIsWanted(exam));
  if (next === "refuse") return missing(await refuseTls(url, exam));
  if (next === "plain") {
    exam.skip(
      { step: "tls", address },
      plainWords(url, "Neither this connection nor the server asks for it"),
    );
    return { stream, info, encrypted: false };
  }
  const secured = await exam.step({ step: "tls", address }, async (limit) => {
    // Plaintext behind INFO would be read as if it had come through TLS.
    if (early)
      return {
        finding: failed("The server went on in plaintext.", adviseHello(url, "unknown", "?")),
      };
    return beginTls(url, socket, info, exam, limit);
  });
  return secured ? { stream: secured, info, encrypted: true } : missing("tls");
}

async function refuseTls(url: ServerUrl, exam: Exam): Promise<TestStep> {
  await exam.step({ step: "tls", address: formatServerUrl(url) }, async () => ({
    finding: failed("This connection asks for TLS, and there is none.", adviseNoTls(url)),
  }));
  return "tls";
}

function tlsIsWanted({ target }: Exam): boolean {
  return isTlsWanted(target.urls, target.tls);
}

function plainWords({ host }: ServerUrl, why: string): string {
  const risk = isLoopback(host) ? "" : " Whoever is on the way reads everything.";
  return skipped(`Not encrypted. ${why}.${risk}`).seen;
}
