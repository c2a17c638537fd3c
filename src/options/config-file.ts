import { dirname, relative, resolve } from 'node:path'
import { FourportError, messageOf, systemCode } from '../base/errors.ts'
import { readSmallFile } from '../base/read-small-file.ts'
import { isRecord } from '../base/kinds/kind.ts'
import type { OptionLayer } from './source.ts'
import { optionTable } from './table.ts'

/** Looked for in the working directory where no other file is named. */
export const defaultConfigFile = 'fourport.config.json'

/**
 * A JSON file as a layer of options, or undefined where the default file is not there. Relative paths in it
 * start from its own folder. Throws CONFIG_UNREADABLE, OPTION_UNKNOWN, OPTION_CONFLICT.
 */
export function configFileLayer(named: string | undefined): OptionLayer | undefined {
  const file = resolve(named ?? defaultConfigFile)
  const shown = named ?? (relative('', file) || file)
  let text: string
  try {
    text = readSmallFile(file).toString()
  } catch (error) {
    if (named === undefined && systemCode(error) === 'ENOENT') return undefined
    throw unreadable(`Cannot read the config file ${shown}: ${messageOf(error)}.`, error)
  }
  const values = parse(text, shown)
  if (!isRecord(values)) throw unreadable(`The config file ${shown} does not contain a JSON object.`)
  if (Object.hasOwn(values, 'config')) {
    throw new FourportError('OPTION_UNKNOWN', `Unknown option "config" in ${shown}.`, {
      help: 'A config file cannot name another one: leave it out, or give --config or FOURPORT_CONFIG.',
    })
  }
  const { $schema, ...options } = values
  if ($schema !== undefined && typeof $schema !== 'string') {
    throw new FourportError('OPTION_INVALID', `$schema in ${shown}: expected the address of a JSON Schema.`, {
      help: `Give "./node_modules/fourport/config.schema.json", or leave it out: only editors use it.`,
    })
  }
  const repeated = repeatedKey(text)
  if (repeated !== undefined) {
    throw new FourportError('OPTION_CONFLICT', `The config file ${shown} gives ${repeated} twice.`, {
      help: 'Remove one of the two: JSON would silently use the last.',
    })
  }
  return { source: shown, values: withPathsFrom(dirname(file), options) }
}

function parse(text: string, shown: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const at = /at position (\d+)/.exec(messageOf(error))?.[1]
    const before = text.slice(0, Number(at)).split('\n')
    const where = at === undefined ? '' : ` at line ${before.length}, column ${before.at(-1)!.length + 1}`
    // The engine's own message may quote the text around the fault, which may hold a password.
    throw unreadable(`The config file ${shown} is not JSON${where}.`)
  }
}

function unreadable(message: string, cause?: unknown): FourportError {
  return new FourportError('CONFIG_UNREADABLE', message, { cause })
}

function withPathsFrom(folder: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isPath = (name: string): boolean =>
    Object.hasOwn(optionTable, name) &&
    ['PATH', 'FILE'].includes(optionTable[name as keyof typeof optionTable].kind.metavar)
  const entries = Object.entries(values).map(([name, value]) => {
    const move = isPath(name) && typeof value === 'string' && value !== '' && !value.includes('-----BEGIN ')
    return [name, move ? resolve(folder, value) : value]
  })
  return Object.fromEntries(entries) as Record<string, unknown>
}

const keyOrText = /("(?:[^"\\]|\\[^])*(?:"|\\?$))(\s*:)?|[{}]/g

/**
 * The first key that one object of a JSON text has twice, in its quotes; undefined where there is none. `JSON.parse`
 * takes the last one and says nothing.
 */
function repeatedKey(json: string): string | undefined {
  const open: Set<unknown>[] = []
  for (const [token, text, colon] of json.matchAll(keyOrText)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (text !== undefined && colon !== undefined) {
      const keys = open.at(-1)
      const key: unknown = JSON.parse(text) // `"auth"` may be written with escapes.
      if (keys?.has(key)) return text
      keys?.add(key)
    }
  }
  return undefined
}
