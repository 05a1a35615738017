import type { TestAdvice } from "@/lib/model/connection-test";
import type { DialError } from "@/lib/server/dial/dial-error";
import type { Surroundings } from "@/lib/server/doctor/surroundings";
import type { MonitoringError } from "@/lib/server/monitoring/monitoring-error";
import { isLoopback } from "./reach";

const port = { about: "The monitoring port, in nats-server.conf", text: 'http: "127.0.0.1:8222"' };

/** What to do when a monitoring URL gives no figures. */
export function adviseMonitoring(
  error: MonitoringError,
  url: string,
  { inContainer }: Surroundings,
): TestAdvice {
  switch (error.kind) {
    case "bad-url":
      return {
        likely: "The monitoring URL is not one.",
        whatToDo: ["Write http:// or https://, the host and the port, without a user or a query."],
        snippet: { about: "An example", text: "http://127.0.0.1:8222" },
      };
    case "dial":
      return adviseDial(error.error, url, inContainer);
    case "redirect":
      return {
        likely: "A proxy sends elsewhere; Natsight does not follow, for it could lead anywhere.",
        whatToDo: [
          "Write the address that the proxy leads to.",
          "A login page in between can't be passed.",
        ],
        snippet: port,
      };
    case "status":
      return {
        likely:
          error.httpStatus === 400
            ? "That is not the monitoring port: most likely a WebSocket port, or TLS is expected."
            : "Another program answers, or the server has its monitoring under another path.",
        whatToDo: [
          "Check the port: 8222 unless it was changed.",
          "Leave the name of a page out, such as /varz. With http_base_path, the URL ends in that path.",
        ],
        snippet: port,
      };
    case "not-json":
    case "too-large":
    case "too-deep":
      return {
        likely: "Another program answers there, and not nats-server.",
        whatToDo: [
          "Check the port: 8222 unless it was changed.",
          "A login page in between can't be passed.",
        ],
        snippet: port,
      };
  }
}

function adviseDial(error: DialError, url: string, inContainer: boolean): TestAdvice {
  if (error.kind === "forbidden") {
    return {
      likely:
        "Natsight does not dial this address: it is a cloud's metadata service, or nothing that a server has.",
      whatToDo: ["Name the host that nats-server runs on."],
      snippet: port,
    };
  }
  const code = error.kind === "failed" || error.kind === "tls" ? error.code : "";
  if (/^HPE_/.test(code)) {
    return {
      likely: "What answers there does not speak HTTP: most likely it is the client port.",
      whatToDo: ["Check the port: monitoring has one of its own, 8222 unless it was changed."],
      snippet: port,
    };
  }
  if (/^EPROTO$|WRONG_VERSION/.test(code)) {
    return {
      likely: "What answers there does not speak TLS.",
      whatToDo: [
        `Use ${url.replace(/^https:/i, "http:")}: https:// is for a server that says https instead of http.`,
      ],
      snippet: port,
    };
  }
  if (error.kind === "tls") {
    return {
      likely: "The certificate of the monitoring port is not accepted here.",
      whatToDo: [
        "Put the CA that signed it into this connection, under TLS: it holds for the monitoring URL too.",
        "Use a host name in the URL that the certificate is for.",
      ],
      snippet: port,
    };
  }
  return adviseNobody(url, inContainer);
}

function adviseNobody(url: string, inContainer: boolean): TestAdvice {
  return {
    likely: "Nothing answers there: the server has no monitoring port, or another one.",
    whatToDo: [
      "Check the port: 8222 unless it was changed, and none unless it was set.",
      ...(inContainer && hostIsLoopback(url)
        ? [
            "Natsight runs in a container: localhost is the container itself. Use host.docker.internal, or the service's name.",
          ]
        : []),
    ],
    snippet: port,
  };
}

/** What to do where whoever is on the network reads along. */
export const adviseExposed: TestAdvice = {
  likely:
    "The monitoring port has no login and no TLS: whoever reaches it reads it, and so does any web page that is open in a browser there.",
  whatToDo: [
    "Bind it to 127.0.0.1 on the server, or close it with a firewall.",
    "The figures can come over NATS instead: give this connection a second credential, of the system account.",
  ],
  snippet: port,
};

/** What to do when the monitoring URL belongs to another server. */
export const adviseOtherServer: TestAdvice = {
  likely: "The monitoring URL and the addresses of this connection lead to different systems.",
  whatToDo: ["Check the host and the port of both.", "Is there a load balancer in between?"],
  snippet: port,
};

/** What to do about two clocks. */
export const adviseClock: TestAdvice = {
  likely:
    "The clocks of this machine and of the server differ: ages, expiries and time ranges are off by as much.",
  whatToDo: ["Let both machines take their time from the network (NTP)."],
  snippet: { about: "Whether the clock is kept right", text: "timedatectl status" },
};

function hostIsLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopback(new URL(url).hostname.replace(/^\[|\]$/g, ""));
}
