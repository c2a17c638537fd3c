import { closeSync, openSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { untilSuccess } from './until-success.ts'

/** A require reads one file at a time; a package.json beside it makes two. */
const descriptorsNeeded = 4

/**
 * A module that is read from disk when it is first asked for. What failed is tried again, and can succeed then: Node
 * remembers a failed import for as long as the process lives, even where nothing was wrong but that descriptors had
 * run out, so modules are required where that gives the same ones, and nothing is read without descriptors to do so.
 *
 * @param load - `() => import('./x.ts')`, written so at the call: the build adds `place`
 * @param place - the built module
 */
export function lazyModule<Module>(load: () => Promise<Module>, place?: URL): () => Promise<Module> {
  return untilSuccess(async () => {
    refuseWithoutDescriptors()
    if (!place || !requireServes()) return load()
    // oxlint-disable-next-line rooms/imports -- the same module as that of `load`, which the linter sees at the call
    return require(fileURLToPath(place)) as Module
  })
}

/** Throws what the system says (EMFILE, say), before Node hears it and draws conclusions for ever. */
export function refuseWithoutDescriptors(): void {
  const opened: number[] = []
  try {
    while (opened.length < descriptorsNeeded) opened.push(openSync(process.execPath, 'r'))
  } finally {
    opened.forEach((descriptor) => closeSync(descriptor))
  }
}

const require = createRequire(import.meta.url)
let serves: boolean | undefined

/**
 * Whether a required module is the one that an import gives. Under Jest, or built into something else, it may be
 * another copy, whose errors and classes nobody would know; before Node 22.12, 22 requires no ES modules at all.
 */
export function requireServes(): boolean {
  serves ??= findsItself()
  return serves
}

function findsItself(): boolean {
  try {
    // oxlint-disable-next-line rooms/imports -- this file itself
    const own = require(fileURLToPath(import.meta.url)) as Readonly<Record<string, unknown>>
    return Object.values(own).includes(lazyModule)
  } catch {
    return false // Whatever it is that cannot be required: the import serves.
  }
}
