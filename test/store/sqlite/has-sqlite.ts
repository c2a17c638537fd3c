/** Whether this Node has SQLite; the reason is printed where tests are skipped for it. */
export const hasSqlite: boolean = process.getBuiltinModule('node:sqlite') !== undefined

if (!hasSqlite)
  process.stderr.write(
    `Skipped: tests of the store in an SQLite file. Node ${process.version} has no node:sqlite; Node 22.13 and newer have it.\n`,
  )
