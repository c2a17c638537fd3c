/**
 * Run before everything else of each entry, as its first import: an older Node would fail somewhere inside, with words
 * that name no reason. Written so that Node 14 can read it.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19))
  throw new Error(`Fourport needs Node 20.19 or newer; this is Node ${process.versions.node}.`)
