import { Ajv2020 } from 'ajv/dist/2020.js'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { verifyFlags } from '../../src/cli/verify/flags.ts'
import { clientFields } from '../../src/verify/matrix/matrix-fields.ts'
import { readMatrix } from '../../src/verify/matrix/read-matrix.ts'
import { codeBlocks, read, table } from './documents.ts'
import { matrixSchema } from './support/matrix-schema.ts'

const page = 'docs/verify-matrix.md'
const file = fileURLToPath(new URL('../../verify-matrix.schema.json', import.meta.url))
const schema = JSON.stringify(matrixSchema())
const example = codeBlocks(page).find(({ language }) => language === 'yaml')?.code ?? ''

describe('verify-matrix.schema.json', () => {
  it('is what the fields of a client say (`npx vitest run test/docs/verify-matrix.test.ts -u` writes it)', async () => {
    await expect(
      await format(schema, { ...(await resolveConfig(file)), parser: 'json' }),
    ).toMatchFileSnapshot(file)
  })

  it('takes the example, and refuses what the command refuses', () => {
    const takes = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(schema) as object)
    expect(takes(parse(example)) ? null : takes.errors).toBeNull()
    const client = { name: 'app', command: 'true' }
    expect(takes({ version: 1, clients: [client] })).toBe(true)
    for (const wrong of [
      { version: 2, clients: [client] },
      { version: 1, clients: [] },
      { version: 1, clients: [{ command: 'true' }] },
      { version: 1, clients: [{ ...client, version: 1.1 }] },
      { version: 1, clients: [{ ...client, comand: 'true' }] },
      { version: 1, clients: [{ ...client, env: { PORT: 1 } }] },
      { version: 1, defaults: { name: 'app' }, clients: [client] },
    ]) {
      expect(takes(wrong), JSON.stringify(wrong)).toBe(false)
      expect(() =>
        readMatrix({ text: JSON.stringify(wrong), file: 'c', folder: '/', overrides: {} }),
      ).toThrow(expect.objectContaining({ code: 'MATRIX_UNREADABLE' }) as Error)
    }
  })
})

describe(page, () => {
  it('has an example that is read as it is', () => {
    const clients = readMatrix({ text: example, file: 'clients.yml', folder: '/', overrides: {} })
    expect(clients.map(({ name }) => name)).toEqual([
      'app',
      'nodemailer 6.9.16',
      'nodemailer 7.0.3',
      'old script',
    ])
    expect(clients[0]?.options).toMatchObject({ ports: ['smtps', 'submission'], limitMs: 30_000 })
    expect(clients[3]?.options.known).toHaveLength(1)
  })

  it('has every field, in its order', () => {
    expect(table(page, 'The file').map(([name]) => name)).toEqual(Object.keys(clientFields))
  })

  it('names every option that clients of a file have', () => {
    for (const name of Object.keys(verifyFlags)) {
      const only = /--matrix|clients/i.test(verifyFlags[name]?.description ?? '')
      if (only && name !== 'matrix') expect(read(page)).toContain(`\`--${name} `)
    }
  })
})
