import { realProcess } from './test-process.ts'

/** Where each server was started that is not closed yet, the last one last. */
type Places = Set<{ readonly place: string | null }>

/** One list for the process: Jest loads the library anew for each file of tests. */
const listKey = Symbol.for('fourport.unclosed-servers')

/** Remembers a server, to be named at the end of the process; the function returned forgets it. */
export function trackServer(place: string | null): () => void {
  const places = listOf(realProcess as NodeJS.Process & { [listKey]?: Places })
  const entry = { place }
  places.add(entry)
  return () => void places.delete(entry)
}

function listOf(host: NodeJS.Process & { [listKey]?: Places }): Places {
  const known = host[listKey]
  if (known !== undefined) return known
  const places: Places = new Set()
  host[listKey] = places
  host.on('exit', () => {
    const words = unclosedServers([...places].map(({ place }) => place))
    if (words !== null) host.stderr.write(`${words}\n`)
  })
  return places
}

/** What is said of servers that were left open; null: there is none. */
export function unclosedServers(places: readonly (string | null)[]): string | null {
  if (places.length === 0) return null
  const last = places.at(-1) ?? null
  const which = places.length === 1 ? 'a server was' : `${places.length} servers were`
  const where =
    last === null ? '' : places.length === 1 ? `, started at ${last}` : `, the last one started at ${last}`
  return `fourport: ${which} still open when the tests had ended${where}. End each with await server.close(), or start it with await using.`
}

/** File, line and column where `callee` was called; null where the stack does not say. */
export function callerOf(callee: (...parameters: never[]) => unknown): string | null {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, callee)
  const frame = holder.stack?.split('\n').find((line) => /^\s+at /.test(line))
  return frame?.match(/(?<![^\s()])([^\s()]+:\d+:\d+)\)?$/)?.[1] ?? null
}
