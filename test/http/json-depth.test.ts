import { expect, it } from 'vitest'
import { refuseDeepJson } from '../../src/http/json-depth.ts'

const body = (text: string): Buffer => Buffer.from(text)

it.each([
  '{}',
  JSON.stringify({ raw: '['.repeat(10_000) }),
  JSON.stringify({ raw: `\\"${'{'.repeat(10_000)}` }),
  JSON.stringify({ [`\\${'['.repeat(500)}`]: ['"', '\\', `\\\\"${'['.repeat(500)}`] }),
  `[${'[],'.repeat(10_000)}[]]`,
  `${'['.repeat(100)}${']'.repeat(100)}`,
  'no JSON at all',
  '"unfinished [[[[',
  '',
])('lets through %.40s', (text) => expect(() => refuseDeepJson(body(text))).not.toThrow())

it.each(['['.repeat(101), '{"a":'.repeat(101), `{"a":"\\\\"${',"b":['.repeat(101)}`])(
  'refuses %.40s',
  (text) => expect(() => refuseDeepJson(body(text))).toThrow('100 levels'),
)
