import { describe, expect, it } from 'vitest'
import { verifiedClients } from '../../scripts/verify-clients/clients.ts'
import { allMeasured, type MeasuredSettings } from '../../scripts/verify-clients/measured.ts'
import { scenarios } from '../../src/scenarios/scenarios.ts'
import { expectedClients } from './expected/all.ts'
import { behaviours, verdictOn } from './expected/behaviours.ts'
import { expectedCells, type ExpectedClient, type ExpectedRow } from './expected/expected-client.ts'

const measured = allMeasured()

function rowsFor({ both, defaults = [], recommended = [] }: ExpectedClient, { names }: MeasuredSettings) {
  const own = { defaults, recommended }
  return [...both, ...names.flatMap((name) => own[name])]
}

function cellsFor(client: ExpectedClient, settings: MeasuredSettings) {
  const known = verifiedClients.find(({ name }) => name === client.name)
  const ports = known?.settings.find(({ told }) => told === settings.told)?.ports ?? []
  return expectedCells(rowsFor(client, settings), ports)
}

const pairs = measured.flatMap(({ name, settings }) => {
  const client = expectedClients.find((one) => one.name === name)
  return client === undefined ? [] : [[name, client, settings] as const]
})

describe('what was measured is what was expected from documentation and source', () => {
  it.each(pairs)('of %s', (_name, client, settings) => {
    for (const one of settings) {
      expect({ [one.names.join(' and ')]: one.cells }).toEqual({
        [one.names.join(' and ')]: cellsFor(client, one).cells,
      })
    }
  })

  it.each(pairs)('and each row of %s decides some cell', (_name, client, settings) => {
    const deciding = new Set(settings.flatMap((one) => [...cellsFor(client, one).deciding]))
    const rows = [...client.both, ...(client.defaults ?? []), ...(client.recommended ?? [])]
    expect(rows.filter((row) => !deciding.has(row))).toEqual([])
  })

  it('of every client', () => {
    const names = expectedClients.map(({ name }) => name)
    expect(names.toSorted()).toEqual(verifiedClients.map(({ name }) => name).toSorted())
  })

  it('and every behaviour is somebody’s', () => {
    const rows = expectedClients.flatMap(({ both, defaults = [], recommended = [] }) => [
      ...both,
      ...defaults,
      ...recommended,
    ])
    const seen = new Set(rows.map(([, does]) => does))
    expect(behaviours.filter((one) => !seen.has(one))).toEqual([])
  })
})

describe('an expectation', () => {
  const cells = (...rows: readonly ExpectedRow[]) => expectedCells(rows, ['relay', 'smtps'])

  it('is the last that speaks of a cell', () => {
    const { cells: all, deciding } = cells(
      ['*', 'refuses, tells', ''],
      ['control', 'delivers', ''],
      ['ehlo-l* on 465', 'refuses, tells', ''],
      ['good', 'delivers', ''],
    )
    expect(all['good']).toEqual({ relay: 'passed: delivered', smtps: 'passed: delivered' })
    expect(all['ehlo-lowercase']).toEqual({
      relay: 'passed: delivered',
      smtps: 'failed: not delivered (not-delivered)',
    })
    expect(all['cert-expired']).toEqual({ smtps: 'passed: reported' })
    expect(deciding.size).toBe(4)
  })

  it.each([
    [[['controls', 'delivers', '']], '"controls": no scenario and no group is called controls.'],
    [[['control on 466', 'delivers', '']], '"control on 466": there is no port 466.'],
    [[['control', 'delivers', '']], 'Nothing is expected of cert-expired on 465.'],
    [[['*', 'delivers', '']], 'implicit-plaintext asks for secrecy: no verdict is written down'],
  ] as const)('%j says what is wrong with it', (rows, message) => {
    expect(() => cells(...rows)).toThrow(message)
  })

  it('has no verdict for what cannot be', () => {
    const good = scenarios.find(({ name }) => name === 'good')!
    expect(() => verdictOn(good, 'delivers to the others, tells')).toThrow('good asks for delivery')
  })
})
