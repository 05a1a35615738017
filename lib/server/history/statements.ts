import type { Db } from "./database";
import type { Level, levels } from "./levels";

type Table = (typeof levels)[number]["table"];
type Blob = Uint8Array;

/** Everything that is asked of the file: prepared once, with names that stand here and nowhere else (T46). */
export function prepareStatements(db: Db) {
  const table = (name: Table) => prepareTable(db, name);
  const tables = { fine: table("fine"), minute: table("minute"), quarter: table("quarter") };
  const { one, all, run } = askers(db);
  const meta = one<[string], { value: unknown }>("SELECT value FROM meta WHERE key = ?");
  const connection = one<[string], { id: number }>("SELECT id FROM connection WHERE name = ?");
  const subject = one<[number, number, string, string, number], { id: number }>(
    "SELECT id FROM subject WHERE connection = ? AND part = ? AND stream = ? AND name = ? AND created = ?",
  );
  return {
    meta: (key: string) => meta(key)?.value,
    putMeta: run<[string, string | number]>("INSERT OR REPLACE INTO meta VALUES (?, ?)"),

    connectionId: (name: string) => connection(name)?.id,
    connections: all<[], { id: number; name: string }>("SELECT id, name FROM connection"),
    addConnection: run<[string]>("INSERT INTO connection (name) VALUES (?)"),

    subjectId: (...key: [number, number, string, string, number]) => subject(...key)?.id,
    addSubject: run<[number, number, string, string, number, number]>(
      "INSERT INTO subject (connection, part, stream, name, created, hour) VALUES (?, ?, ?, ?, ?, ?)",
    ),
    subjectById: one<
      [number],
      { connection: number; part: number; stream: string; name: string; created: number }
    >("SELECT connection, part, stream, name, created FROM subject WHERE id = ?"),
    subjectsOfName: all<[number, number, string, string], { id: number }>(
      "SELECT id FROM subject WHERE connection = ? AND part = ? AND stream = ? AND name = ? ORDER BY created",
    ),
    touchSubject: run<[number, number, number]>(
      "UPDATE subject SET hour = ? WHERE id = ? AND hour < ?",
    ),
    dropSubjects: run<[number]>("DELETE FROM subject WHERE hour < ?"),

    addTick: run<[number, number, Blob]>(
      "INSERT INTO tick (connection, at, body) VALUES (?, ?, ?)",
    ),
    ticks: all<[number], { id: number; at: number }>(
      "SELECT id, at FROM tick WHERE connection = ? ORDER BY at",
    ),
    newestTick: one<[number], { at: number | null }>(
      "SELECT max(at) AS at FROM tick WHERE connection = ?",
    ),
    tickBody: one<[number], { body: Blob }>("SELECT body FROM tick WHERE id = ?"),
    firstTicks: all<[number, number, number], { id: number }>(
      "SELECT id FROM tick WHERE connection = ? AND at < ? ORDER BY at LIMIT ?",
    ),
    dropTick: run<[number]>("DELETE FROM tick WHERE id = ?"),

    putAxis: run<[number, Level, number, number, Blob]>(
      "INSERT OR REPLACE INTO axis VALUES (?, ?, ?, ?, ?)",
    ),
    axes: all<[number, Level, number, number, number], { span: number; body: Blob }>(
      "SELECT span, body FROM axis WHERE connection = ? AND level = ? AND part = ? AND span BETWEEN ? AND ? ORDER BY span",
    ),
    axisOf: one<[number, Level, number, number], { body: Blob }>(
      "SELECT body FROM axis WHERE connection = ? AND level = ? AND part = ? AND span = ?",
    ),
    spansOf: all<[number, Level], { span: number }>(
      "SELECT DISTINCT span FROM axis WHERE connection = ? AND level = ? ORDER BY span",
    ),
    dropAxes: run<[Level, number]>("DELETE FROM axis WHERE level = ? AND span = ?"),
    /** Chunks of each level's own table. */
    chunks: [tables.fine, tables.minute, tables.quarter] as const,

    lastRoster: one<[number], { id: number; members: Blob }>(
      "SELECT id, members FROM roster WHERE connection = ? ORDER BY id DESC LIMIT 1",
    ),
    roster: one<[number], { members: Blob }>("SELECT members FROM roster WHERE id = ?"),
    addRoster: run<[number, Blob]>("INSERT INTO roster (connection, members) VALUES (?, ?)"),
    putRoster: run<[Blob, number]>("UPDATE roster SET members = ? WHERE id = ?"),
    dropRosters: run<[]>(
      "DELETE FROM roster WHERE id NOT IN (SELECT roster FROM lag) AND id NOT IN (SELECT max(id) FROM roster GROUP BY connection)",
    ),
    putLag: run<[number, Level, number, number, Blob]>(
      "INSERT OR REPLACE INTO lag (connection, level, at, roster, cells) VALUES (?, ?, ?, ?, ?)",
    ),
    lags: all<[number, Level, number, number], { at: number; roster: number; cells: Blob }>(
      "SELECT at, roster, cells FROM lag WHERE connection = ? AND level = ? AND at >= ? AND at < ? ORDER BY at",
    ),
    firstLag: one<[number, Level], { at: number | null }>(
      "SELECT min(at) AS at FROM lag WHERE connection = ? AND level = ?",
    ),
    dropLags: run<[Level, number]>("DELETE FROM lag WHERE level = ? AND at < ?"),

    addEvent: run<[number, number, string | null, string | null, string]>(
      "INSERT INTO event (connection, at, stream, consumer, body) VALUES (?, ?, ?, ?, ?)",
    ),
    events: all<
      [number, number, number, string | null, string | null, string | null, string | null, number],
      { body: string }
    >(
      "SELECT body FROM event WHERE connection = ? AND at BETWEEN ? AND ? AND (? IS NULL OR stream IS NULL OR stream = ?) AND (? IS NULL OR consumer IS NULL OR consumer = ?) ORDER BY at DESC LIMIT ?",
    ),
    dropEvents: run<[number]>("DELETE FROM event WHERE at < ?"),
    dropEventsButNewest: run<[number, number, number]>(
      "DELETE FROM event WHERE connection = ? AND id <= (SELECT id FROM event WHERE connection = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
    ),

    pageCount: one<[], { page_count: number }>("PRAGMA page_count"),
    pageSize: one<[], { page_size: number }>("PRAGMA page_size"),
    freePages: one<[], { freelist_count: number }>("PRAGMA freelist_count"),
    giveBack: all<[], unknown>("PRAGMA incremental_vacuum(100)"),
    checkpoint: all<[], unknown>("PRAGMA wal_checkpoint(TRUNCATE)"),
  };
}

/** The prepared statements. */
export type Statements = ReturnType<typeof prepareStatements>;

const tableSql = {
  fine: {
    put: "INSERT OR REPLACE INTO fine VALUES (?, ?)",
    one: "SELECT body FROM fine WHERE id = ?",
    first: "SELECT min(id) AS id FROM fine",
    subjects: "SELECT id FROM fine WHERE id >= ? AND id < ?",
    place: "SELECT id FROM fine WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
    drop: "DELETE FROM fine WHERE id >= ? AND id < ?",
  },
  minute: {
    put: "INSERT OR REPLACE INTO minute VALUES (?, ?)",
    one: "SELECT body FROM minute WHERE id = ?",
    first: "SELECT min(id) AS id FROM minute",
    subjects: "SELECT id FROM minute WHERE id >= ? AND id < ?",
    place: "SELECT id FROM minute WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
    drop: "DELETE FROM minute WHERE id >= ? AND id < ?",
  },
  quarter: {
    put: "INSERT OR REPLACE INTO quarter VALUES (?, ?)",
    one: "SELECT body FROM quarter WHERE id = ?",
    first: "SELECT min(id) AS id FROM quarter",
    subjects: "SELECT id FROM quarter WHERE id >= ? AND id < ?",
    place: "SELECT id FROM quarter WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?",
    drop: "DELETE FROM quarter WHERE id >= ? AND id < ?",
  },
} as const;

/** A span and a subject are one number: rows with one that only grows fill their pages to the end. */
const ofSpan = 2 ** 32;

function prepareTable(db: Db, name: Table) {
  const sql = tableSql[name];
  const { one, all, run } = askers(db);
  const put = run<[number, Blob]>(sql.put);
  const body = one<[number], { body: Blob }>(sql.one);
  const first = one<[], { id: number | null }>(sql.first);
  const subjects = all<[number, number], { id: number }>(sql.subjects);
  const place = one<[number, number, number], { id: number }>(sql.place);
  const drop = run<[number, number]>(sql.drop);
  const end = (span: number) => (span + 1) * ofSpan;
  return {
    put: (span: number, subject: number, data: Blob) => put(span * ofSpan + subject, data),
    one: (span: number, subject: number) => body(span * ofSpan + subject),
    /** The oldest span. */
    first() {
      const id = first()?.id ?? null;
      return id === null ? undefined : Math.floor(id / ofSpan);
    },
    subjects: (span: number) =>
      subjects(span * ofSpan, end(span)).map(({ id }) => id - span * ofSpan),
    /** The subject so many places on in a span: where a slice of it ends. */
    place(span: number, offset: number) {
      const id = place(span * ofSpan, end(span), offset)?.id;
      return id === undefined ? undefined : id - span * ofSpan;
    },
    /** All of a span before a subject, or all of it. */
    drop: (span: number, before: number | undefined) =>
      drop(span * ofSpan, before === undefined ? end(span) : span * ofSpan + before),
  };
}

function askers(db: Db) {
  return {
    one: <Args extends unknown[], Row>(sql: string) => {
      const statement = db.prepare<unknown[]>(sql);
      return (...args: Args) => statement.get(...args) as Row | undefined;
    },
    all: <Args extends unknown[], Row>(sql: string) => {
      const statement = db.prepare<unknown[]>(sql);
      return (...args: Args) => (statement.all(...args) as object[]).map(withBytes<Row>);
    },
    run: <Args extends unknown[]>(sql: string) => {
      const statement = db.prepare<unknown[]>(sql);
      return (...args: Args) => statement.run(...args);
    },
  };
}

/** Of several rows libsql gives blobs as memory, of one as bytes. */
function withBytes<Row>(row: object): Row {
  const values = row as Record<string, unknown>;
  for (const name in values) {
    const value = values[name];
    if (value instanceof ArrayBuffer) values[name] = new Uint8Array(value);
  }
  return row as Row;
}
