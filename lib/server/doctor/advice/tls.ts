import type { TestAdvice } from "@/lib/model/connection-test";
import type { TlsFiles } from "@/lib/server/connections/target";
import { formatHostPort, formatServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import type { Certificate } from "@/lib/server/doctor/certificate";
import { formatMoment } from "@/lib/server/doctor/moment";
import type { Listener } from "@/lib/server/doctor/probe";

/** What is known when TLS fails. */
export type TlsTrouble = {
  code: string;
  url: ServerUrl;
  tls: TlsFiles;
  /** What the server has shown, where it could be looked at. */
  certificate: Certificate | undefined;
  listener: Listener | undefined;
  nowMs: number;
};

/** What to do when TLS is asked for here and the server has none. */
export function adviseNoTls(url: ServerUrl): TestAdvice {
  const isWebSocket = url.scheme === "ws";
  return {
    likely: isWebSocket
      ? "ws:// is never encrypted, and this connection asks for TLS."
      : "This connection asks for TLS, and the server offers none.",
    whatToDo: [
      "An address with tls:// or wss://, a CA, a client certificate or TLS first asks for TLS on every address of a connection.",
      isWebSocket
        ? `Use ${formatServerUrl({ ...url, scheme: "wss" })}.`
        : "Let the server offer TLS; or, where the network is trusted, take those away and use nats://.",
    ],
    snippet: isWebSocket
      ? {
          about: "TLS for WebSockets, in nats-server.conf",
          text: `websocket {\n  port: ${url.port}\n  tls {\n    cert_file: "server.crt"\n    key_file: "server.key"\n  }\n}`,
        }
      : {
          about: "TLS, in nats-server.conf",
          text: 'tls {\n  cert_file: "server.crt"\n  key_file: "server.key"\n}',
        },
  };
}

/** What to do when the server wants a certificate of the client, or another one. */
export function adviseClientCertificate({ cert }: TlsFiles, code: string): TestAdvice {
  const isExpired = /EXPIRED/.test(code);
  if (cert === undefined) {
    return {
      likely:
        "The server asks for a client certificate (verify: true), and this connection has none.",
      whatToDo: [
        "Add a client certificate and its key to this connection.",
        "It has to be signed by the CA that the server knows as ca_file, for client authentication.",
      ],
      snippet: {
        about: "What asks for it, in nats-server.conf",
        text: 'tls {\n  ca_file: "clients-ca.crt"\n  verify: true\n}',
      },
    };
  }
  return {
    likely: isExpired
      ? "The client certificate of this connection has expired."
      : "The server does not accept the client certificate of this connection.",
    whatToDo: isExpired
      ? ["Have a new client certificate issued, and put it here with its key."]
      : [
          "It has to be signed by the CA that the server knows as ca_file.",
          "Its extended key usage has to allow client authentication.",
        ],
    snippet: {
      about: "Whether the server's CA signed it",
      text: "openssl verify -purpose sslclient -CAfile clients-ca.crt client.crt",
    },
  };
}

/** What to do when the handshake fails, or the server's certificate is not accepted. */
export function adviseTls(trouble: TlsTrouble): TestAdvice {
  const { code, certificate, nowMs } = trouble;
  switch (code) {
    case "CERT_HAS_EXPIRED":
      return adviseExpired(certificate, nowMs);
    case "CERT_NOT_YET_VALID":
      return adviseTooEarly(certificate, nowMs);
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return adviseOtherName(trouble);
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
      return adviseSelfSigned(trouble);
    case "SELF_SIGNED_CERT_IN_CHAIN":
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
    case "UNABLE_TO_GET_ISSUER_CERT":
      return adviseUnknownCa(trouble);
    default:
      return adviseHandshake(trouble);
  }
}

function adviseExpired(certificate: Certificate | undefined, nowMs: number): TestAdvice {
  const until = certificate ? ` on ${formatMoment(certificate.validToMs)}` : "";
  return {
    likely: `The server's certificate expired${until}.`,
    whatToDo: [
      "Put a new certificate on the server, and let it load it.",
      `Or this machine's clock is wrong: it says ${formatMoment(nowMs)}.`,
    ],
    snippet: { about: "Loads a new certificate", text: "nats-server --signal reload" },
  };
}

function adviseTooEarly(certificate: Certificate | undefined, nowMs: number): TestAdvice {
  const from = certificate ? ` before ${formatMoment(certificate.validFromMs)}` : " yet";
  return {
    likely: `The server's certificate is not valid${from}: most often a clock is wrong.`,
    whatToDo: [
      `Check this machine's clock: it says ${formatMoment(nowMs)}.`,
      "Check the clock of the machine that issued the certificate.",
    ],
    snippet: { about: "Whether the clock is kept right", text: "timedatectl status" },
  };
}

function adviseOtherName({ url, certificate }: TlsTrouble): TestAdvice {
  const names = certificate?.names ?? [];
  const kind = /^[\d.]+$|:/.test(url.host) ? "IP" : "DNS";
  return {
    likely: `The server's certificate is not for ${url.host}${names.length > 0 ? `, but for ${names.join(", ")}` : ""}.`,
    whatToDo: [
      ...(names.length > 0 ? ["Use one of these names in the address."] : []),
      `Or have the certificate issued anew, for ${url.host} as well.`,
    ],
    snippet: {
      about: "The name, in a request for a certificate",
      text: `openssl req -new -key server.key -subj "/CN=${url.host}" -addext "subjectAltName=${kind}:${url.host}"`,
    },
  };
}

function adviseSelfSigned({ tls }: TlsTrouble): TestAdvice {
  return {
    likely:
      tls.ca === undefined
        ? "The server's certificate is signed by itself, and nobody here knows it."
        : "The server's certificate is signed by itself, and is not the CA of this connection.",
    whatToDo: [
      "Put the certificate itself (the server's cert_file) into this connection as its CA.",
      "Better for more than one server: a CA of your own that signs each of them.",
    ],
    snippet: {
      about: "Which file it is, in nats-server.conf",
      text: 'tls {\n  cert_file: "server.crt"\n}',
    },
  };
}

function adviseUnknownCa({ tls, certificate }: TlsTrouble): TestAdvice {
  const issuer = certificate ? ` (${certificate.issuer})` : "";
  return {
    likely:
      tls.ca === undefined
        ? `The CA that signed the server's certificate${issuer} is not one that this machine trusts.`
        : `The CA of this connection is not the one that signed the server's certificate${issuer}.`,
    whatToDo: [
      "Put the certificate of that CA (PEM) into this connection.",
      "A server behind an intermediate CA has to send it along: its cert_file holds both.",
    ],
    snippet: {
      about: "The chain in the server's cert_file, its own certificate first",
      text: "cat server.crt intermediate.crt > chain.crt",
    },
  };
}

function adviseHandshake({ url, listener, code, tls }: TlsTrouble): TestAdvice {
  const other = (scheme: ServerUrl["scheme"]) => formatServerUrl({ ...url, scheme });
  if (listener === "websocket") {
    return {
      likely: `The WebSocket port ${url.port} has no TLS.`,
      whatToDo: [`Use ${other("ws")}, or give the port TLS.`],
      snippet: { about: "The address", text: other("ws") },
    };
  }
  if (listener === "nats") {
    return tls.handshakeFirst && url.scheme !== "wss"
      ? adviseHelloFirst()
      : adviseClientPort(other("tls"));
  }
  if (/PROTOCOL|VERSION/.test(code) && !/WRONG_VERSION/.test(code)) {
    return {
      likely: "The server speaks no version of TLS that is safe: 1.2 is the least.",
      whatToDo: ["Update nats-server: every version since 2.2 speaks TLS 1.2 and 1.3."],
    };
  }
  return {
    likely: "What listens there does not speak TLS, or breaks the handshake off.",
    whatToDo: ["Check the port.", "Look into the server's log: it says why a handshake failed."],
    snippet: {
      about: "The handshake from a shell (for TLS first and wss://)",
      text: `openssl s_client -connect ${formatHostPort(url)} </dev/null`,
    },
  };
}

function adviseHelloFirst(): TestAdvice {
  return {
    likely: 'The server says hello before TLS, and this connection has "TLS handshake first".',
    whatToDo: ['Switch "TLS handshake first" off for this connection; TLS is used all the same.'],
    snippet: {
      about: "Or let the server begin with TLS (2.10.4 and newer), in nats-server.conf",
      text: "tls {\n  handshake_first: true\n}",
    },
  };
}

function adviseClientPort(address: string): TestAdvice {
  return {
    likely: "That is the server's client port, and no WebSocket.",
    whatToDo: [`Use ${address}.`],
    snippet: { about: "The address", text: address },
  };
}
