import type { TestAdvice } from "@/lib/model/connection-test";
import type { DialError } from "@/lib/server/dial/dial-error";
import { formatHostPort, type ServerUrl } from "@/lib/server/dial/url";
import type { Surroundings } from "@/lib/server/doctor/surroundings";

/** What to do when a host name leads nowhere. */
export function adviseName(host: string, { inContainer }: Surroundings): TestAdvice {
  return {
    likely: `The name "${host}" is not known to the machine that Natsight runs on.`,
    whatToDo: [
      "Check the spelling.",
      "A name of a company network needs its VPN, or its DNS server, on this machine.",
      ...(inContainer
        ? [
            "Natsight runs in a container: it knows the names of services in its own network only. Put both into one.",
          ]
        : []),
    ],
    snippet: { about: "What this machine knows of the name", text: `getent hosts ${host}` },
  };
}

/** What to do when an address is never dialled for a browser. */
export function adviseForbidden(why: string): TestAdvice {
  return {
    likely: `Natsight does not dial this address: ${why}.`,
    whatToDo: [
      "Name the NATS server itself: a host name, a private address or a public one.",
      "An address that must be dialled all the same goes into natsight.config.yaml or NATSIGHT_URL, where only the owner of this machine writes.",
    ],
  };
}

/** What to do when no TCP connection comes about. */
export function adviseTcp(error: DialError, url: ServerUrl, around: Surroundings): TestAdvice {
  if (error.kind === "refused") return adviseRefused(url, around);
  const address = formatHostPort(url);
  if (error.kind === "unreachable") {
    return {
      likely: "This machine has no route to that address.",
      whatToDo: ["Connect the VPN, if the server is behind one.", "Check the address."],
      snippet: { about: "The way that packets would take", text: `ip route get ${url.host}` },
    };
  }
  if (error.kind === "closed") {
    return {
      likely:
        "Something takes the connection and drops it at once: a proxy or a port forwarding without a server behind it.",
      whatToDo: [
        "Check that nats-server runs.",
        "Check where the proxy or the port forwarding leads.",
      ],
      snippet: {
        about: "A server's first line begins with INFO",
        text: `nc ${url.host} ${url.port}`,
      },
    };
  }
  return {
    likely: "Packets are dropped on the way: a firewall, a security group, or a wrong address.",
    whatToDo: [
      `Open TCP port ${url.port} for this machine in the firewall of the server.`,
      "Check that the address is the server's own, and not one of another network.",
    ],
    snippet: {
      about: "The same from a shell",
      text: `nc -vz ${address.replace(/:(\d+)$/, " $1")}`,
    },
  };
}

function adviseRefused(url: ServerUrl, { inContainer }: Surroundings): TestAdvice {
  const { port, host } = url;
  const loopback = isLoopback(host);
  return {
    likely:
      inContainer && loopback
        ? `Natsight runs in a container: "${host}" is that container itself, where nothing listens on port ${port}.`
        : `Nothing listens on port ${port} there.`,
    whatToDo: [
      ...(inContainer && loopback
        ? [
            "Is the server on the host of the container? Use host.docker.internal in its place.",
            "Is it another container? Use the name of its service, in the same network.",
          ]
        : []),
      "Check that nats-server runs.",
      `Check the port: nats-server's own is 4222${port === 4222 ? "" : `, and not ${port}`}.`,
      ...(loopback ? [] : ["A server whose host is 127.0.0.1 is heard on its own machine only."]),
    ],
    snippet:
      loopback && !inContainer
        ? { about: "Starts one", text: `nats-server --port ${port} --jetstream` }
        : { about: "nats-server.conf", text: `host: "0.0.0.0"\nport: ${port}` },
  };
}

/** Is it this machine itself? */
export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
}
