/** A series of Prometheus' text format. */
type Series = { name: string; labels: Record<string, string>; value: number };

/** What was read: each series, and the type of each name. */
export type Scrape = { series: Series[]; types: Map<string, string> };

const nameForm = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const labelForm = /^([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"(?:,(?=[a-z])|(?=\}))/;
const valueForm = /^ -?\d+(\.\d+)?(e[+-]?\d+)?$/;

/**
 * Reads a scrape as strictly as Prometheus' own tools: each name has one HELP and one TYPE before its series, its
 * series stand together, and none is there twice. Throws at what is wrong.
 */
export function parseScrape(text: string): Scrape {
  const types = new Map<string, string>();
  const seen = new Set<string>();
  const series: Series[] = [];
  for (const [head = "", ...lines] of familiesOf(text)) {
    const [, name = "", type = ""] =
      /^# TYPE (\S+) (counter|gauge)$/.exec(lines.shift() ?? "") ?? [];
    const isHeaded = nameForm.test(name) && head.startsWith(`# HELP ${name} `);
    if (!isHeaded || types.has(name) || lines.length === 0) throw new Error(`no family: ${head}`);
    types.set(name, type);
    for (const line of lines) {
      const one = parseSeries(name, line);
      const key = `${name} ${JSON.stringify(Object.entries(one.labels).sort())}`;
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      series.push(one);
    }
  }
  return { series, types };
}

/** The lines from one HELP to the next. */
function familiesOf(text: string): string[][] {
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Error("the last line has no end");
  const families: string[][] = [];
  for (const line of lines) {
    if (line.startsWith("# HELP ")) families.push([line]);
    else families.at(-1)?.push(line);
  }
  return families;
}

function parseSeries(name: string, line: string): Series {
  if (!line.startsWith(name)) throw new Error(`no series of ${name}: ${line}`);
  const labels: Record<string, string> = {};
  let left = line.slice(name.length);
  if (left.startsWith("{")) {
    left = left.slice(1);
    while (!left.startsWith("}")) {
      const [all = "", label = "", value = ""] = labelForm.exec(left) ?? [];
      if (label === "" || label in labels) throw new Error(`no label at ${left}`);
      labels[label] = value.replace(/\\(.)/g, (_, letter) => (letter === "n" ? "\n" : letter));
      left = left.slice(all.length);
    }
    left = left.slice(1);
  }
  if (!valueForm.test(left)) throw new Error(`no value: ${line}`);
  return { name, labels, value: Number(left) };
}
