/** What one name stands for, in every series of it. */
export type Metric = { name: string; type: "counter" | "gauge"; help: string };

/** Collects series by their name, as Prometheus wants to read them. */
export type MetricsText = {
  /** What is not known has no series. */
  add(metric: Metric, labels: string, value: number | bigint | null | undefined): void;
  text(): string;
};

/** Writes Prometheus' text format. */
export function createMetricsText(): MetricsText {
  const families = new Map<Metric, string[]>();
  return {
    add(metric, labels, value) {
      if (value === undefined || value === null || Number.isNaN(value)) return;
      const line = `${metric.name}${labels} ${value}`;
      const lines = families.get(metric);
      if (lines) lines.push(line);
      else families.set(metric, [line]);
    },
    text() {
      const parts = [...families].map(
        ([{ name, type, help }, lines]) =>
          `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("\n")}\n`,
      );
      return parts.join("");
    },
  };
}

/** Labels as they are written behind a name; those without a value are left out. */
export function labelsOf(labels: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}="${escapeValue(value)}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

/** The same labels, and some more behind them. */
export function withLabels(
  labels: string,
  more: Readonly<Record<string, string | undefined>>,
): string {
  const added = labelsOf(more);
  if (added === "" || labels === "") return `${labels}${added}`;
  return `${labels.slice(0, -1)},${added.slice(1)}`;
}

/** What is one number of each thing: its name, its type and what it says, then how it is read. */
export type MetricOf<T> = readonly [Metric, (from: T) => number | bigint | null | undefined];

/** A gauge, as a line of a list. */
export function gauge<T>(name: string, help: string, read: MetricOf<T>[1]): MetricOf<T> {
  return [{ name, type: "gauge", help }, read];
}

/** A counter, as a line of a list. */
export function counter<T>(name: string, help: string, read: MetricOf<T>[1]): MetricOf<T> {
  return [{ name, type: "counter", help }, read];
}

/** Adds every metric of a list for one thing. */
export function addAll<T>(
  out: MetricsText,
  metrics: readonly MetricOf<T>[],
  labels: string,
  from: T,
): void {
  for (const [metric, read] of metrics) out.add(metric, labels, read(from));
}

/** A quote or a line's end in a name would otherwise begin a series of its own. */
function escapeValue(value: string): string {
  return /[\\"\n]/.test(value)
    ? value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")
    : value;
}
