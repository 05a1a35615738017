import { expect, it } from "vitest";
import { namesContainer } from "./surroundings";

it.each([
  ["12:pids:/docker/0b1c", true],
  ["0::/kubepods.slice/kubepods-burstable.slice", true],
  ["1:name=systemd:/system.slice/containerd.service", true],
  ["0::/machine.slice/libpod-1.scope", true],
  ["0::/init.scope", false],
  ["", false],
])("%j is the cgroup of a container: %s", (groups, expected) => {
  expect(namesContainer(groups)).toBe(expected);
});
