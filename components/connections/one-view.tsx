import type { ReactNode } from "react";
import type { ConnectionList } from "@/lib/model/connection";
import type { ConnectionsView } from "@/lib/url/connections";
import { AddView } from "./add-view";
import { EditView } from "./edit-view";
import { ImportView } from "./import-view";
import { TestView } from "./test-view";

/** What is opened in the place of the list. */
export function drawView(
  view: Exclude<ConnectionsView, { name: "list" }>,
  list: ConnectionList,
): ReactNode {
  switch (view.name) {
    case "add":
      return <AddView list={list} />;
    case "edit":
      return <EditView key={view.id} id={view.id} list={list} />;
    case "import":
      return <ImportView list={list} />;
    case "test":
      return <TestView id={view.id} list={list} />;
  }
}
