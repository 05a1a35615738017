import { createParser, parseAsString } from "nuqs/server";

/** A view of the page /connections; each is an address. */
export type ConnectionsView =
  | { name: "list"; row?: string | undefined }
  | { name: "add" }
  | { name: "edit"; id: string }
  | { name: "import" }
  | { name: "test"; id: string };

/** A parameter that says something by being there: `?add`. */
const parseAsFlag = createParser({ parse: () => true, serialize: () => "" });

/** What the address of /connections may say; `row` is the connection that is marked. */
export const connectionsParams = {
  add: parseAsFlag,
  edit: parseAsString,
  import: parseAsFlag,
  test: parseAsString,
  row: parseAsString,
};

/** The address's parameters as nuqs reads them; null is not there. */
type Params = {
  add: boolean | null;
  edit: string | null;
  import: boolean | null;
  test: string | null;
  row: string | null;
};

/** Which view an address means. */
export function toConnectionsView(params: Params): ConnectionsView {
  if (params.edit) return { name: "edit", id: params.edit };
  if (params.test) return { name: "test", id: params.test };
  if (params.add) return { name: "add" };
  if (params.import) return { name: "import" };
  return { name: "list", row: params.row ?? undefined };
}

/** The address of a view. */
export function connectionsAddress(view: ConnectionsView): string {
  switch (view.name) {
    case "list":
      return view.row ? `/connections?row=${encodeURIComponent(view.row)}` : "/connections";
    case "add":
      return "/connections?add";
    case "import":
      return "/connections?import";
    case "edit":
    case "test":
      return `/connections?${view.name}=${encodeURIComponent(view.id)}`;
  }
}

/** The address of a connection's own pages. */
export function connectionAddress(id: string): string {
  return `/c/${encodeURIComponent(id)}`;
}
