import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'
import { knownMechanisms } from '../../src/model/mechanisms.ts'
import { demandKinds } from '../../src/model/scenario.ts'
import { scenarioGroups } from '../../src/model/scenario-group.ts'
import { scenarioNames, scenarios } from '../../src/scenarios/scenarios.ts'

const names = { listeners: [], hasInbox: () => false }

it('every scenario has a name of its own, in lower case, and a title of its own', () => {
  expect(
    scenarioNames.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length > 24),
  ).toEqual([])
  expect(new Set(scenarioNames).size).toBe(scenarios.length)
  expect(new Set(scenarios.map(({ title }) => title)).size).toBe(scenarios.length)
})

it('the groups come in their order, each in one piece', () => {
  const groups = scenarios.map(({ group }) => group)
  expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual(scenarioGroups)
})

it('an impostor of the server asks for the secret, and for no proof that would keep it', () => {
  const pretending = scenarios.filter(
    ({ group, demand }) => group === 'identity' || demand.what === 'no-plaintext',
  )
  for (const { name, profile } of pretending) {
    const sent = profile?.mechanisms?.map((mechanism) => knownMechanisms.get(mechanism))
    expect(sent, name).toBeDefined()
    expect(sent, name).not.toContain('neither')
  }
})

it('every kind of demand is made', () => {
  expect(new Set(scenarios.map(({ demand }) => demand.what))).toEqual(new Set(demandKinds))
})

it('who is to tell is so by the sentence that has a client report its failure, or by that on the codes of AUTH', () => {
  const telling = scenarios.filter(({ demand: { what } }) => what === 'report' || what === 'report-once')
  for (const { name, source } of telling) expect(source, name).toMatch(/^RFC (?:5321 §2\.1|4954 §6)(?:,|$)/)
})

// RFC 5321 §4.1.1.1: ehlo-line.
it('a server in order, or odd and legal, offers nothing that the grammar of EHLO has no place for', () => {
  const added = scenarios
    .filter(({ group }) => group === 'control')
    .flatMap(({ faults = [] }) => faults.flatMap(({ ehlo }) => ehlo?.add ?? []))
  expect(added).not.toEqual([])
  for (const line of added) expect(line).toMatch(/^[\dA-Za-z][\dA-Za-z-]*(?: [!-~]+)*$/)
})

describe.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
  it('says where it comes from, and where it makes sense', () => {
    expect(scenario.source).toMatch(/^RFC \d{4} §\d+(?:\.\d+)*(?:, §\d+(?:\.\d+)*)*$/)
    expect(scenario.on).not.toEqual([])
  })

  it('has faults that can fire', () => {
    for (const fault of scenario.faults ?? []) expect(checkFault(fault, names)).toBe(fault)
  })

  it('makes a listener something else; the healthy one waits with its greeting', () => {
    const { profile, certificate, tls, faults, closed } = scenario
    const changes = [profile, certificate, tls, faults, closed].filter((one) => one !== undefined)
    expect(changes).not.toEqual([])
    // The healthy one only waits, so that a client that speaks first is seen.
    if (scenario.name === 'good') expect(changes).toEqual([[{ at: 'greeting', delayMs: 100 }]])
  })
})
