import { Folder, Link2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { AgeOf } from "@/components/shell/now";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Column } from "@/components/ui/table/column";
import type { Format } from "@/lib/format/format";
import { showControls } from "@/lib/format/payload";
import type { ObjectInfo } from "@/lib/model/objects";
import { objectType } from "./object-type";
import type { FolderRow, ObjectsRow } from "./objects-rows";
import { useEnterFolder } from "./use-objects-view";

type Options = {
  format: Format;
  /** Folders stand first, whichever the direction. */
  isDescending: boolean;
  addressOf: (folder: string) => string;
};

type ObjectsColumn = Column<ObjectsRow>;

/** What is told of objects and folders, column by column. */
export function objectColumns(options: Options): ObjectsColumn[] {
  const { format, isDescending } = options;
  const [firstText, firstNumber] = isDescending ? ["\uffff", 2n ** 64n] : ["", -1n];
  const byText = (text: (info: ObjectInfo) => string) => ({
    sortBy: (row: ObjectsRow) => (row.kind === "folder" ? firstText : text(row.info)),
    text: (row: ObjectsRow) => (row.kind === "folder" ? "" : text(row.info)),
  });
  const byNumber = (of: (info: ObjectInfo) => bigint | number | undefined) => ({
    sortBy: (row: ObjectsRow) => (row.kind === "folder" ? firstNumber : of(row.info)),
  });
  return [
    {
      ...{ id: "name", head: "Name", width: 240, isRowHeader: true },
      ...byText(({ name }) => name),
      text: (row) => (row.kind === "folder" ? row.path : row.info.name),
      cell: (row) =>
        row.kind === "folder" ? (
          <FolderName row={row} {...options} />
        ) : (
          <ObjectName label={row.label} info={row.info} />
        ),
    },
    {
      ...{ id: "size", head: "Size", width: 98, align: "end", small: "beside" },
      ...byNumber(({ link, sizeBytes }) => (link ? undefined : sizeBytes)),
      cell: (row) =>
        bytesOf(row) === undefined ? <None /> : <Size {...format.bytes(bytesOf(row) ?? 0n)} />,
      text: (row) =>
        bytesOf(row) === undefined ? "a link" : `${format.exact(bytesOf(row) ?? 0n)} bytes`,
      value: bytesOf,
    },
    {
      ...{ id: "modified", head: "Modified", width: 104, align: "end", small: "below" },
      ...byNumber(({ timeNs }) => timeNs),
      cell: (row, isBelow) => (
        <span className={isBelow ? "text-small text-soft" : undefined}>
          <AgeOf timeMs={timeMsOf(row)} />
        </span>
      ),
      text: (row) => format.moment(timeMsOf(row)),
      value: (row) => new Date(timeMsOf(row)).toISOString(),
    },
    {
      ...{ id: "type", head: "Type", width: 130 },
      ...byText(objectType),
      cell: ofObject((info) => <Text text={objectType(info)} />),
      filterBy: (row) => (row.kind === "folder" ? "folder" : objectType(row.info) || "not known"),
    },
    {
      ...{ id: "chunks", head: "Chunks", width: 84, align: "end" },
      ...byNumber(({ link, chunks }) => (link ? undefined : chunks)),
      cell: ofObject(({ link, chunks }) => (link ? <None /> : format.exact(chunks))),
      text: (row) => (hasChunks(row) ? format.exact(row.info.chunks) : ""),
      value: (row) => (hasChunks(row) ? row.info.chunks : undefined),
    },
    {
      ...{ id: "digest", head: "Digest", width: 120 },
      ...byText(({ digest }) => digest),
      cell: ofObject(({ digest }) =>
        digest === "" ? (
          <None />
        ) : (
          <span className="block truncate font-mono text-small">
            {showControls(digest.replace(/^SHA-256=/i, ""))}
          </span>
        ),
      ),
    },
    {
      ...{ id: "description", head: "Description", width: 160 },
      ...byText(({ description }) => description),
      cell: ofObject(({ description }) => <Text text={description} />),
    },
  ];
}

type FolderNameProps = { row: FolderRow } & Pick<Options, "addressOf" | "format">;

function FolderName({ row, addressOf, format }: FolderNameProps) {
  const enter = useEnterFolder();
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Folder aria-hidden="true" className="size-4 shrink-0 text-soft" />
      <Link
        href={addressOf(row.path)}
        prefetch={false}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          enter(row.path);
        }}
        className="min-w-0 hover:underline"
      >
        <MiddleCut text={showControls(row.label)} />
      </Link>
      <span className="shrink-0 font-normal text-small text-soft tabular-nums">
        {format.count(row.objects)}
      </span>
    </span>
  );
}

function ObjectName({ label, info: { link } }: { label: string; info: ObjectInfo }) {
  if (!link) return <MiddleCut text={showControls(label)} />;
  const target = [link.bucket, ...(link.name === undefined ? [] : [link.name])].join("/");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link2 aria-hidden="true" className="size-4 shrink-0 text-soft" />
      <span className="min-w-0 max-w-2/3 shrink-0">
        <MiddleCut text={showControls(label)} />
      </span>
      <span className="min-w-0 truncate font-normal text-soft" title={target}>
        → {showControls(target)}
      </span>
    </span>
  );
}

/** Of a folder there is nothing to say. */
function ofObject(cell: (info: ObjectInfo) => ReactNode): ObjectsColumn["cell"] {
  return (row) => (row.kind === "folder" ? null : cell(row.info));
}

type ChunkedRow = Extract<ObjectsRow, { kind: "object" }>;

function hasChunks(row: ObjectsRow): row is ChunkedRow {
  return row.kind === "object" && !row.info.link;
}

/** Undefined of a link, which holds nothing itself. */
function bytesOf(row: ObjectsRow): bigint | undefined {
  if (row.kind === "folder") return row.bytes;
  return row.info.link ? undefined : row.info.sizeBytes;
}

function timeMsOf(row: ObjectsRow): number {
  return Number((row.kind === "folder" ? row.timeNs : row.info.timeNs) / 1_000_000n);
}

function Text({ text }: { text: string }) {
  return text === "" ? <None /> : <span className="block truncate">{showControls(text)}</span>;
}

function None() {
  return <span className="text-soft">–</span>;
}

function Size({ value, unit }: { value: string; unit: string }) {
  return (
    <span className="whitespace-nowrap">
      {value}
      <span className="ml-1 inline-block w-6 text-left text-small text-soft">{unit}</span>
    </span>
  );
}
