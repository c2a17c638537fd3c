import { describe, expect, it } from 'vitest'
import { verifyFaultCodes } from '../../src/model/verify.ts'
import { environmentOf } from '../../src/verify/client/environment.ts'
import { placeholderNames } from '../../src/verify/client/placeholders.ts'
import { presetNames } from '../../src/verify/client/presets.ts'
import { targetOf } from '../../src/verify/client/target.ts'
import { faultDocs } from '../../src/verify/fault-docs.ts'
import { anchor, headings, read } from './documents.ts'

const page = 'docs/verify.md'
const text = read(page)

describe(page, () => {
  it('has a paragraph for every fault, in their order, and for no other', () => {
    const faults = text.split(/^## Faults$/m)[1] ?? ''
    const paragraphs = [...faults.matchAll(/^### (.*)\n\n([^#]+)/gm)].map(([, code, said = '']) => [
      code,
      said.length > 80,
    ])
    expect(paragraphs).toEqual(verifyFaultCodes.map((code) => [code, true]))
  })

  it('is where each of them leads', () => {
    const anchors = headings(page).map(anchor)
    for (const code of verifyFaultCodes) expect(anchors).toContain(faultDocs(code).split('#')[1])
  })

  it('has every variable that a client gets, and every placeholder', () => {
    const facts = { scenario: 'good', profile: 'smtps', host: 'h', port: 1, tls: 'implicit' } as const
    const login = { user: 'u', password: 'p', from: 'f', to: ['t'], caFile: 'c' }
    const variables = Object.keys(
      environmentOf(targetOf({ ...facts, ...login }, 'pem'), { env: {}, presets: [], caEnv: true }),
    )
    const table = [...text.matchAll(/^\| `(SMTP_\w+)` /gm)].map(([, name]) => name)
    expect(table).toEqual(variables.filter((name) => name.startsWith('SMTP_')))
    for (const name of variables) expect(text).toContain(`\`${name}\``)
    for (const name of placeholderNames) expect(text).toContain(`\`{${name}}\``)
  })

  it('names every preset', () => {
    const names = {
      laravel: 'Laravel',
      symfony: 'Symfony',
      django: 'Django',
      rails: 'Rails',
      spring: 'Spring',
      dotnet: '.NET',
    }
    expect(Object.keys(names)).toEqual(presetNames)
    for (const name of Object.values(names)) expect(text).toContain(name)
  })
})
