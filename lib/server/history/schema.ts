/** Marks the file as ours. */
export const applicationId = 0x4e_53_48_31;

/**
 * How the file came to be what it is, step by step; a file says how many of them it has seen. They only go forward: what
 * an older Natsight wrote is brought up to date, what a newer one wrote is left alone (R16).
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  INSERT INTO meta VALUES ('canary', 'alive');
  CREATE TABLE connection (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE subject (
    id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, part INTEGER NOT NULL,
    stream TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL, hour INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX subject_name ON subject (connection, part, stream, name, created);
  CREATE TABLE tick (
    id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL
  );
  CREATE INDEX tick_at ON tick (connection, at);
  CREATE TABLE axis (
    connection INTEGER NOT NULL, level INTEGER NOT NULL, part INTEGER NOT NULL, span INTEGER NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (connection, level, part, span)
  ) WITHOUT ROWID;
  CREATE TABLE fine (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE minute (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE quarter (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
  CREATE TABLE roster (
    id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, members BLOB NOT NULL
  );
  CREATE TABLE lag (
    id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, level INTEGER NOT NULL, at INTEGER NOT NULL,
    roster INTEGER NOT NULL, cells BLOB NOT NULL
  );
  CREATE UNIQUE INDEX lag_at ON lag (connection, level, at);
  CREATE TABLE event (
    id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, at INTEGER NOT NULL,
    stream TEXT, consumer TEXT, body TEXT NOT NULL
  );
  CREATE INDEX event_at ON event (connection, at);
  `,
];
