import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pins } from '../support/clients/current.ts'

const read = (file: string): string => readFileSync(join(pins, file), 'utf8')
const matches = (pattern: RegExp, file: string): readonly string[] =>
  [...read(file).matchAll(pattern)].map((match) => match[1] ?? '')

/** What is asked for, version by version, and how a version is written that can only be one. */
const asked: readonly (readonly [folder: string, versions: readonly string[], exact: RegExp])[] = [
  ['go', matches(/^\t\S+ (v\S+)/gm, 'go/go.mod'), /^v\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+incompatible)?$/],
  [
    'rust',
    ['fixes', 'send'].flatMap((member) => {
      const [, dependencies = ''] = read(`rust/${member}/Cargo.toml`).split('[dependencies]')
      return [...dependencies.matchAll(/= (?:\{ version = )?"(.*?)"/g)].map(([, version = '']) => version)
    }),
    /^=\d+\.\d+\.\d+$/,
  ],
  ['java', matches(/<[\w-]+\.version>(.*)<\//g, 'java/pom.xml'), /^\d+\.\d+\.\d+$/],
  ['python', matches(/^([^#\s].*)$/gm, 'python/requirements.txt'), /^[\w-]+==\d+(?:\.\d+)+$/],
  ['node', Object.values(JSON.parse(read('node/package.json')).dependencies), /^\d+\.\d+\.\d+$/],
]

describe('the clients of today are pinned', () => {
  test.each(asked)('%s: to one version each', (_folder, versions, exact) => {
    expect(versions).not.toEqual([])
    expect(versions.filter((version) => !exact.test(version))).toEqual([])
  })

  test('java: nothing but its properties, and what Spring Boot says, decides a version', () => {
    const given = matches(/<version>(.*)<\/version>/g, 'java/pom.xml').filter((version) => version !== '0')
    expect(given.every((version) => /^\$\{[\w-]+\.version\}$/.test(version))).toBe(true)
  })

  test('python: everything that is asked for', () => {
    const pinned = matches(/^([^#\s].*)==/gm, 'python/requirements.txt').map((name) => name.toLowerCase())
    const wanted = matches(/^([^#\s].*)$/gm, 'python/requirements.in').map((name) => name.toLowerCase())
    expect(wanted.filter((name) => !pinned.includes(name))).toEqual([])
  })

  // It would be that of the machine where the pin was raised; npm writes none where .npmrc says so.
  test('and npm knows of no registry', () => {
    expect(read('node/package-lock.json')).not.toContain('"resolved"')
    expect(read('node/package-lock.json')).not.toContain('://registry')
  })
})
