"use client";

import { type ReactNode, useId, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { useFormat } from "@/components/ui/use-format";
import { ChartFrame, type FrameWords } from "./chart-frame";
import { ChartTable } from "./chart-table";
import { chartWords } from "./chart-words";
import { coloursOf } from "./colours";
import { useCrosshair } from "./crosshair";
import type { DrawnLine } from "./drawn-lines";
import { LateLines } from "./late-lines";
import { Legend } from "./legend";
import { type Plot, toPlot } from "./plot";
import { near, PlotCursor } from "./plot-cursor";
import { PlotGround } from "./plot-ground";
import { type Line, type Mark, type Span, type Threshold, thin, toColumns } from "./series";
import { useWidth } from "./use-width";
import { type Base, valueTicks } from "./value-ticks";

type Props = FrameWords & {
  lines: Line[];
  atMs: number[];
  range: Span;
  /** The range moves on by itself. */
  isLive?: boolean;
  /** A value in words, with its unit. */
  format: (value: number) => string;
  /** "binary" for bytes: round in KiB and MiB; "time" for milliseconds. */
  base?: Base;
  /** Of the plot with its axis of time, in pixels. */
  height?: number;
  /** The axis of time is that of the chart below. */
  isAxisBelow?: boolean;
  marks?: Mark[];
  thresholds?: Threshold[];
  /** Charts of one group share the crosshair. */
  group?: string;
  /** Called with what was marked out. */
  onBrush?: (span: Span) => void;
  /** Called on a double click or Escape: back from what was marked out. */
  onBack?: () => void;
};

const fullAxisHeight = 20;
const gutterWidth = 60;
const none: never[] = [];

/** Lines over time: gaps stay gaps, now is at the right, and every value can be read without a pointer. */
export function TimeSeries(props: Props) {
  const { lines, atMs, range, format, base = "decimal", height = 180, name } = props;
  const { marks = none, thresholds = none, isLive = false, actions, note, ...rest } = props;
  const axisHeight = props.isAxisBelow ? 1 : fullAxisHeight;
  const ownGroup = useId();
  const group = props.group ?? ownGroup;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setIsTable] = useState(false);
  const { ref, width } = useWidth();
  const columns = useMemo(() => toColumns(atMs, lines, range), [atMs, lines, range]);
  const drawn = draw(lines, hidden);
  const highest = highestOf(columns.values, drawn, thresholds);
  const ticks = valueTicks(highest, base);
  const plotWidth = Math.max(0, width - gutterWidth);
  const plot = toPlot(plotWidth, height - axisHeight, range, ticks.at(-1) ?? 1);
  const thinned = useMemo(() => thin(columns, range, plotWidth), [columns, range, plotWidth]);
  const isEmpty = columns.values.every((line) => line.every((value) => value === null));
  const shown = marks.filter((mark) => mark.atMs >= range.fromMs && mark.atMs <= range.toMs);
  return (
    <ChartFrame
      {...frameOf(rest)}
      height={height}
      isEmpty={isEmpty}
      note={<Foot group={group} marks={shown} plot={plot} note={note} />}
      actions={
        <>
          {actions}
          {!isEmpty && (
            <Button
              kind="quiet"
              aria-label={`${name}: ${isTable ? "show as chart" : "show as table"}`}
              onClick={() => setIsTable(!isTable)}
            >
              {isTable ? "Show as chart" : "Show as table"}
            </Button>
          )}
        </>
      }
      legend={
        <Legend
          group={group}
          lines={drawn}
          columns={columns}
          format={format}
          onToggle={(id) => setHidden(toggled(hidden, id))}
        />
      }
    >
      <p className="sr-only">{chartWords(lines, columns, format)}</p>
      {isTable ? (
        <ChartTable
          name={name}
          span={range}
          lines={lines}
          columns={columns}
          marks={shown}
          format={format}
        />
      ) : (
        <div ref={ref} className="absolute inset-0">
          {plotWidth > 0 && (
            <div
              className="absolute right-0"
              style={{ left: gutterWidth, height: height - axisHeight }}
            >
              <PlotGround
                plot={plot}
                ticks={ticks}
                columns={columns}
                lines={drawn}
                marks={shown}
                thresholds={thresholds}
                format={format}
                hasAxis={!props.isAxisBelow}
              />
              <LateLines
                plot={plot}
                columns={thinned}
                lines={drawn}
                isLive={isLive}
                group={group}
              />
              <PlotCursor
                name={name}
                group={group}
                plot={plot}
                columns={columns}
                lines={drawn}
                marks={shown}
                format={format}
                onBrush={props.onBrush}
                onBack={props.onBack}
              />
            </div>
          )}
        </div>
      )}
    </ChartFrame>
  );
}

type FootProps = { group: string; marks: Mark[]; plot: Plot; note: ReactNode };

/** What happened where the crosshair stands; else the note. */
function Foot({ group, marks, plot, note }: FootProps) {
  const { clock } = useFormat();
  const pointedMs = useCrosshair(group);
  const met = pointedMs === undefined ? [] : near(marks, pointedMs, plot);
  if (met.length === 0) return note;
  return (
    <span className="text-ink">
      {met.map((mark) => `${clock(mark.atMs)} ${mark.label}`).join(" · ")}
    </span>
  );
}

function frameOf({ name, answer, staleMs }: FrameWords): FrameWords {
  return { name, answer, staleMs };
}

function draw(lines: Line[], hidden: ReadonlySet<string>): DrawnLine[] {
  const colours = coloursOf(lines.map(({ label }) => label));
  return lines.map(({ id, label, colour }, place) => ({
    id,
    label,
    colour: colour ?? colours[place] ?? "var(--color-unknown)",
    isHidden: hidden.has(id),
  }));
}

function highestOf(
  values: (number | null)[][],
  lines: DrawnLine[],
  thresholds: Threshold[],
): number {
  let highest = 0;
  for (const [place, line] of values.entries()) {
    if (lines[place]?.isHidden) continue;
    for (const value of line) if (value !== null && value > highest) highest = value;
  }
  // A threshold far above would press the line flat: it is seen when the line comes near.
  for (const { value } of thresholds) {
    if (value > highest && value <= highest * 2) highest = value;
  }
  return highest;
}

function toggled(hidden: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(hidden);
  if (!next.delete(id)) next.add(id);
  return next;
}
