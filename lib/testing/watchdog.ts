import { spawn } from "node:child_process";
import type { Socket } from "node:net";

// A test process that is killed can clean up nothing, so somebody else has to. A shell reads orders from
// a pipe that only this process holds; the kernel closes it when the process ends, however it ends, and
// the shell then kills what is still on its list. One `sh` costs a millisecond and a megabyte, needs no
// file, and (unlike PR_SET_PDEATHSIG or a wrapper round each server) leaves the servers our own children.
// In a session of its own it does not get the terminal's Ctrl-C.
const script = `
pids=" " ; dirs=""
while read -r order value; do
  case "$order" in
    pid) pids="$pids$value " ;;
    ended) pids="\${pids%% $value *} \${pids#* $value }" ;;
    dir) dirs="$dirs$value
" ;;
  esac
done
for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
sleep 0.05
printf '%s' "$dirs" | while read -r dir; do
  case "$dir" in */natsight-test-*) rm -rf "$dir" ;; esac
done
`;

let orders: Socket | undefined;

/** From now on this process dies with us. */
export function guardProcess(pid: number): void {
  send(`pid ${pid}`);
}

/** It has ended: its number may soon be a stranger's. */
export function releaseProcess(pid: number): void {
  send(`ended ${pid}`);
}

/** From now on this temporary folder (`natsight-test-…`) goes with us. */
export function guardFolder(dir: string): void {
  send(`dir ${dir}`);
}

function send(order: string): void {
  orders ??= startWatchdog();
  // Node writes to a pipe at once, not in a later turn: an order given is an order that arrives.
  orders.write(`${order}\n`);
}

function startWatchdog(): Socket {
  const child = spawn("sh", ["-c", script], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  const pipe = child.stdin as unknown as Socket;
  pipe.unref();
  return pipe;
}
