import { type ConnectionsView, connectionsAddress } from "@/lib/url/connections";

/** True after a view was opened from the list: going back is going back to it. */
let cameFromList = false;

/** Shows a view, as an entry of the browser's history. Next.js follows its own pushState. */
export function openView(view: ConnectionsView): void {
  cameFromList = isList();
  history.pushState(null, "", connectionsAddress(view));
}

/** Goes back to the list; a marked row is one that has just come. */
export function closeView(row?: string): void {
  if (cameFromList && row === undefined) history.back();
  else history.replaceState(null, "", connectionsAddress({ name: "list", row }));
  cameFromList = false;
}

function isList(): boolean {
  const said = new URLSearchParams(location.search);
  return !["add", "edit", "import", "test"].some((name) => said.has(name));
}
