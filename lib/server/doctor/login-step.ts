import type { NatsConnection } from "@nats-io/nats-core";
import type { TestFact } from "@/lib/model/connection-test";
import { authenticatorOf } from "@/lib/nats/authenticator";
import type { Auth } from "@/lib/server/connections/target";
import { connectOver } from "@/lib/server/dial/connect-over";
import type { Dialled } from "@/lib/server/dial/dial";
import { isCertificateRefusal } from "@/lib/server/dial/dial-error";
import { adviseLogin } from "./advice/login";
import { adviseClientCertificate } from "./advice/tls";
import type { Exam } from "./exam";
import { attention, factsOf, failed, type Outcome, ok } from "./finding";
import { daysUntil, formatDays, formatMoment } from "./moment";
import { sentence } from "./name-step";
import { publicKeyOf, readUserToken } from "./user-token";

const soonDays = 7;
const loginMs = 4000;

/** Proves who we are, once: a refused credential is never sent a second time. */
export async function logIn(
  dialled: Dialled,
  auth: Auth,
  exam: Exam,
  limit: AbortSignal,
): Promise<Outcome<NatsConnection>> {
  try {
    authenticatorOf(auth)("nonce");
  } catch {
    return { finding: failed("The credentials can't be read.", unreadable, describeAuth(auth)) };
  }
  const turnedAway = earlyError(dialled.stream);
  if (turnedAway !== undefined) return { finding: refusal(turnedAway, auth, dialled) };
  let words = "";
  let alert: unknown;
  dialled.stream.once("error", (error) => {
    alert = error;
  });
  const giveUp = () => dialled.stream.destroy();
  limit.addEventListener("abort", giveUp, { once: true });
  try {
    const nats = await connectOver(
      dialled,
      { ...exam.target, auth },
      {
        name: "natsight test",
        timeoutMs: loginMs,
        onServerError: (said) => {
          words ||= withoutSecrets(said, auth);
        },
      },
    );
    return { finding: welcome(auth, dialled), value: nats };
  } catch {
    if (isCertificateRefusal(alert)) {
      const seen = "The server refused the TLS connection for want of a client certificate.";
      return { finding: failed(seen, adviseClientCertificate(exam.target.tls, "")) };
    }
    return { finding: refusal(words, auth, dialled) };
  } finally {
    limit.removeEventListener("abort", giveUp);
  }
}

/** A server that is full says so behind its INFO, before it has heard who comes. */
function earlyError(stream: Dialled["stream"]): string | undefined {
  const early: unknown = stream.read();
  if (!Buffer.isBuffer(early)) return undefined;
  stream.unshift(early);
  return /^-ERR '(.{0,200}?)'/.exec(early.toString("utf8", 0, 512))?.[1];
}

function refusal(words: string, auth: Auth, { info, url }: Dialled) {
  if (words === "") {
    return failed("The server did not answer the login.", {
      likely: "The server, or something in between, dropped the connection without a word.",
      whatToDo: ["Look into the server's log: it names the reason.", "Test once more."],
      snippet: { about: "A log that says more, in nats-server.conf", text: "debug: true" },
    });
  }
  const advice = adviseLogin({
    auth,
    words,
    asksForSignatures: info.nonce !== undefined,
    overWebSocket: /^wss?:/.test(url),
    nowMs: Date.now(),
  });
  const isAsked = auth.kind === "none" && /authorization|authentication/i.test(words);
  const seen = isAsked ? "The server asks for credentials" : "The server refused the login";
  return failed(`${seen}: "${words}".`, advice, describeAuth(auth));
}

const unreadable = {
  likely: "The credentials of this connection are damaged, or not of the kind that was chosen.",
  whatToDo: [
    "Copy them once more, whole: a creds file with its BEGIN and END lines, a seed with all 58 characters (SU…).",
  ],
  snippet: {
    about: "Writes a creds file",
    text: "nsc generate creds --account ACCOUNT --name USER",
  },
};

function welcome(auth: Auth, { info }: Dialled) {
  const facts = describeAuth(auth);
  const token = readUserToken(auth);
  const seen = sentence(`logged in ${howOf(auth, token?.name)}`);
  const days = token?.expiresMs === undefined ? Infinity : daysUntil(token.expiresMs, Date.now());
  if (days < soonDays && token?.expiresMs !== undefined) {
    return attention(
      seen,
      {
        likely: `The user's JWT expires in ${formatDays(days)}, on ${formatMoment(token.expiresMs)}.`,
        whatToDo: ["Have new credentials issued before that day, and put them here."],
        snippet: {
          about: "Makes it valid for 90 days more, and writes the creds file anew",
          text: `nsc edit user --name ${token.name || "USER"} --expiry 90d\nnsc generate creds --name ${token.name || "USER"}`,
        },
      },
      facts,
    );
  }
  if (auth.kind !== "none") return ok(seen, facts);
  return ok(
    info.auth_required ? seen : "Let in without credentials: the server asks for none.",
    facts,
  );
}

function howOf(auth: Auth, name: string | undefined): string {
  switch (auth.kind) {
    case "none":
      return "without credentials";
    case "user":
      return `as ${auth.user}, with a password`;
    case "token":
      return "with a token";
    case "nkey":
      return "with an nkey";
    case "creds":
    case "jwt":
      return `as ${name || "a user"}, with a JWT`;
  }
}

/** Who we say that we are: never a password, a token, a seed or a JWT. */
function describeAuth(auth: Auth): TestFact[] {
  const token = readUserToken(auth);
  return factsOf({
    User: auth.kind === "user" ? auth.user : token?.name,
    "Public key": auth.kind === "nkey" ? publicKeyOf(auth) : token?.subject,
    Account: token?.account,
    "JWT expires": token && (token.expiresMs ? formatMoment(token.expiresMs) : "never"),
    "Bearer token": token?.isBearer ? "yes: whoever has it may come in" : undefined,
    "May connect by": token?.connectionTypes.join(", "),
    "May connect from": token?.sources.join(", "),
  });
}

/** A server can say in its refusal what it was sent. */
function withoutSecrets(words: string, auth: Auth): string {
  const secrets = Object.entries(auth).flatMap(([name, value]) =>
    name === "kind" || name === "user" || value === undefined || value === ""
      ? []
      : [value, ...value.split(/\s+/).filter((part) => part.length > 40)],
  );
  return secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), words).slice(0, 200);
}
