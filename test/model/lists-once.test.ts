import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { confidences, outcomes, severities } from '../../src/model/judgement.ts'
import { knownMechanisms } from '../../src/model/mechanisms.ts'
import { authPolicies, portKeys, profileNames, tlsModes } from '../../src/model/port-profile.ts'
import { speakers } from '../../src/model/speaker.ts'
import { tlsVersions } from '../../src/model/tls-version.ts'

const src = new URL('../../src/', import.meta.url)

/** Files of src that write two of the names as neighbours in a list or a union, with what they write. */
function listsOf(names: readonly string[]): readonly string[] {
  const name = names.join('|')
  const neighbours = new RegExp(`'(${name})'\\s*[,|]\\s*'(?!\\1')(?:${name})'`)
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('model/'))
    .flatMap((path) => {
      const found = neighbours.exec(readFileSync(new URL(path, src), 'utf8'))?.[0]
      return found === undefined ? [] : [`${path}: ${found}`]
    })
}

it.each([
  ['profiles', profileNames],
  ['ports', portKeys],
  ['ways to TLS', tlsModes],
  ['policies of AUTH', authPolicies],
  ['versions of TLS', tlsVersions],
  ['SASL mechanisms', [...knownMechanisms.keys()]],
  ['severities', severities],
  ['confidences', confidences],
  ['outcomes', outcomes],
  ['speakers', speakers],
])('the %s are listed in the model alone', (_what, names) => {
  expect(listsOf(names)).toEqual([])
})

it('sees a list that stands anywhere else', () => {
  expect(listsOf(['utf8', 'base64', 'auto', 'always'])).toEqual([
    expect.stringMatching(/^options\/(?:table|options)\.ts: 'auto'\s*[,|] 'always'$/),
    expect.stringMatching(/^options\/(?:table|options)\.ts: 'auto'\s*[,|] 'always'$/),
  ])
})
