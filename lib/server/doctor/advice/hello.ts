import type { TestAdvice } from "@/lib/model/connection-test";
import { formatServerUrl, type ServerUrl } from "@/lib/server/dial/url";
import type { Listener } from "@/lib/server/doctor/probe";

/** What to do when something else than a NATS hello came, or nothing; by what was found to listen there. */
export function adviseHello(url: ServerUrl, listener: Listener, seen: string): TestAdvice {
  const other = (scheme: ServerUrl["scheme"]) => formatServerUrl({ ...url, scheme });
  switch (listener) {
    case "nats":
      return {
        likely: `Port ${url.port} is the server's client port; the address asks for a WebSocket.`,
        whatToDo: [`Use ${other("nats")}.`],
        snippet: { about: "The address", text: other("nats") },
      };
    case "nats-tls-first":
      return {
        likely: "The server begins with TLS, before it says hello (handshake_first).",
        whatToDo: [
          'Switch on "TLS handshake first" for this connection: it was tried just now, and the server answered.',
        ],
        snippet: {
          about: "Or let the server say hello first, in nats-server.conf",
          text: "tls {\n  handshake_first: false\n}",
        },
      };
    case "websocket":
      return {
        likely: `Port ${url.port} is a WebSocket port.`,
        whatToDo: [`Use ${other("ws")}, or the client port (4222) with nats://.`],
        snippet: { about: "The address", text: other("ws") },
      };
    case "websocket-tls":
      return {
        likely: `Port ${url.port} is a WebSocket port behind TLS.`,
        whatToDo: [`Use ${other("wss")}, or the client port (4222) with nats://.`],
        snippet: { about: "The address", text: other("wss") },
      };
    case "monitoring":
      return {
        likely: `Port ${url.port} is the server's HTTP monitoring port, which does not speak NATS.`,
        whatToDo: [
          "Use the client port, 4222 unless it was changed.",
          `http://${url.host}:${url.port} belongs into "Monitoring URL".`,
        ],
        snippet: {
          about: "The two ports, in nats-server.conf",
          text: `port: 4222\nhttp_port: ${url.port}`,
        },
      };
    case "web":
      return adviseWeb(url);
    case "unknown":
      return adviseUnknown(url, seen);
  }
}

function adviseWeb({ scheme }: ServerUrl): TestAdvice {
  if (scheme === "ws" || scheme === "wss") {
    return {
      likely: "A web server answers there, and opens no WebSocket at this path.",
      whatToDo: [
        "Check the path of the address, and that the reverse proxy passes upgrades on.",
        "After HTTP 401 or 403: the proxy wants a login of its own, which Natsight can't give.",
      ],
      snippet: {
        about: "A path that leads to nats-server's WebSocket port, in nginx",
        text: 'location /nats {\n  proxy_pass http://127.0.0.1:8080;\n  proxy_http_version 1.1;\n  proxy_set_header Upgrade $http_upgrade;\n  proxy_set_header Connection "upgrade";\n}',
      },
    };
  }
  return webServer;
}

const webServer: TestAdvice = {
  likely: "A web server answers there.",
  whatToDo: [
    "Use the client port, 4222 unless it was changed.",
    "Is NATS reached through a reverse proxy? It needs ws:// or wss://, with the path of the proxy.",
  ],
};

function adviseUnknown(url: ServerUrl, seen: string): TestAdvice {
  if (/^HTTP\//.test(seen)) {
    return webServer;
  }
  if (seen !== "") {
    return {
      likely: "Another program listens on this port.",
      whatToDo: ["Check the port: nats-server's own is 4222."],
    };
  }
  if (url.scheme === "ws" || url.scheme === "wss") {
    return {
      likely: "Nothing there takes a WebSocket: not at this path, or not at all.",
      whatToDo: [
        "Check the port and the path.",
        "nats-server has no WebSocket port of its own accord.",
      ],
      snippet: {
        about: "A WebSocket port, in nats-server.conf",
        text: "websocket {\n  port: 8080\n  no_tls: true\n}",
      },
    };
  }
  return {
    likely:
      "Something takes the connection and says nothing: a frozen server, or a proxy without one behind it.",
    whatToDo: [
      "Look into the server's log.",
      "Check what a load balancer or a port forwarding in between leads to.",
    ],
    snippet: {
      about: "A server's first line begins with INFO",
      text: `nc ${url.host} ${url.port}`,
    },
  };
}
