import { Button } from "@/components/ui/button";
import { formatSentence } from "@/lib/format/sentence";
import type { FoundContext } from "@/lib/model/connection-settings";
import { authWords } from "./auth-words";
import { ViewLink } from "./view-link";

/** A context, and the connection that was made of it. */
export type ContextRow = { context: FoundContext; importedAs: string | undefined };

type Props = {
  rows: ContextRow[];
  reason: string | undefined;
  isBusy: boolean;
  onImport: (name: string) => void;
};

const cell = "py-2 pr-4 align-top max-lg:block max-lg:py-0.5";

/** The contexts that were found, those that can't be imported too, with the reason. */
export function ContextTable({ rows, ...actions }: Props) {
  return (
    <table aria-label="Contexts" className="w-full border-collapse max-lg:block">
      <thead className="max-lg:sr-only">
        <tr className="h-8 border-line border-b text-left text-small text-soft">
          <th scope="col" className="pr-4 font-normal">
            Name
          </th>
          <th scope="col" className="pr-4 font-normal">
            Address
          </th>
          <th scope="col" className="pr-4 font-normal">
            Authentication
          </th>
          <th scope="col" className="font-normal">
            Import
          </th>
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <Row key={row.context.name} row={row} {...actions} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, ...actions }: Omit<Props, "rows"> & { row: ContextRow }) {
  const { name, description, address, auth, isSelected } = row.context;
  return (
    <tr className="border-line border-b hover:bg-hover max-lg:block max-lg:py-2">
      <th scope="row" className={`${cell} text-left font-medium`}>
        {name}
        {isSelected && (
          <span className="ml-2 font-normal text-small text-soft">selected in the CLI</span>
        )}
        {description && (
          <span className="block break-words font-normal text-small text-soft">{description}</span>
        )}
      </th>
      <td className={`${cell} break-all font-mono text-small`}>{address || "–"}</td>
      <td className={`${cell} text-small`}>{authWords[auth]}</td>
      <td className={`${cell} lg:max-w-96`}>
        <ImportCell row={row} {...actions} />
      </td>
    </tr>
  );
}

function ImportCell({ row, reason, isBusy, onImport }: Omit<Props, "rows"> & { row: ContextRow }) {
  const { name, problem } = row.context;
  if (row.importedAs !== undefined) {
    return (
      <span className="text-small">
        <span aria-hidden="true" className="text-ok">
          ●{" "}
        </span>
        imported ·{" "}
        <ViewLink
          to={{ name: "list", row: row.importedAs }}
          className="text-accent hover:underline"
        >
          show
        </ViewLink>
      </span>
    );
  }
  if (problem) {
    return (
      <span className="block text-small">
        <span className="text-attention">
          <span aria-hidden="true">◐ </span>Can&apos;t be imported.{" "}
        </span>
        {formatSentence(problem.why)}
        <span className="block text-soft">{formatSentence(problem.what)}</span>
      </span>
    );
  }
  return (
    <Button
      aria-label={`Import ${name}`}
      reason={reason}
      isBusy={isBusy}
      onClick={() => onImport(name)}
    >
      Import
    </Button>
  );
}
