import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import {
  type ConnectionsView,
  connectionsAddress,
  connectionsParams,
  toConnectionsView,
} from "./connections";

const load = createLoader(connectionsParams);
const viewAt = (address: string) =>
  toConnectionsView(load(new URL(address, "http://console").searchParams));

describe("the address of a view of /connections", () => {
  it.each<[ConnectionsView, string]>([
    [{ name: "list", row: undefined }, "/connections"],
    [{ name: "list", row: "a b" }, "/connections?row=a%20b"],
    [{ name: "add" }, "/connections?add"],
    [{ name: "edit", id: "prod&x" }, "/connections?edit=prod%26x"],
    [{ name: "import" }, "/connections?import"],
    [{ name: "test", id: "local" }, "/connections?test=local"],
  ])("leads back to the view %o", (view, address) => {
    expect(connectionsAddress(view)).toBe(address);
    expect(viewAt(address)).toEqual(view);
  });

  it("is the list where it names no connection", () => {
    expect(viewAt("/connections?edit=").name).toBe("list");
  });
});
