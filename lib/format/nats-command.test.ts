import { expect, it } from "vitest";
import { natsCommand } from "./nats-command";

it("a command ends with its flags", () => {
  expect(natsCommand(["consumer", "add"], ["ORDERS", "worker"], ["--pull"]).join(" ")).toBe(
    "nats consumer add ORDERS worker --pull",
  );
});

it.each(["--force", "-f", "@file"])("%s is a name, no flag and no file of flags", (name) => {
  expect(natsCommand(["consumer", "rm"], ["ORDERS", name]).join(" ")).toBe(
    `nats consumer rm -- ORDERS ${name}`,
  );
  expect(natsCommand(["stream", "purge"], [name], ["--keep=1"]).join(" ")).toBe(
    `nats stream purge --keep=1 -- ${name}`,
  );
});
