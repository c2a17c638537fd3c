import { describe, expect, test } from 'vitest'
import { judge, identify } from '../../src/diagnosis/diagnose.ts'
import { readFacts } from '../../src/diagnosis/facts.ts'
import {
  type Company,
  companyOf,
  hasName,
  inWords,
  recognitionOf,
  recordedPrograms,
} from '../support/clients/recognition.ts'

const programs = recordedPrograms()
const named = programs.filter(hasName)
const ofToday = named.filter(({ release }) => release === 'current')

/** Shares that were reached, in per cent, of the failing sessions that reach EHLO. What recognises less is to be mended. */
const reached: Readonly<Record<Company, { readonly all: number; readonly ofToday: number }>> = {
  // By a refused login alone net/smtp and go-simple-mail, lettre and mail-send, Ruby and emailjs-smtp-client are one.
  alone: { all: 65, ofToday: 52 },
  'beside its own': { all: 91, ofToday: 100 },
  'among all': { all: 77, ofToday: 73 },
}

describe.each(Object.entries(reached) as [Company, (typeof reached)[Company]][])(
  'a failing session that reaches EHLO, %s',
  (company, floors) => {
    test('is put a name to as often as it ever was, and never a wrong one', () => {
      const [all, today] = [named, ofToday].map((those) => recognitionOf(those, company, programs))
      process.stdout.write(
        `${company}: recognised ${inWords(all!)}; of the clients of today ${inWords(today!)}\n`,
      )
      expect(all!.wrong).toEqual([])
      expect(all!.share).toBeGreaterThanOrEqual(floors.all)
      expect(today!.share).toBeGreaterThanOrEqual(floors.ofToday)
    })

    test('has no name where the diagnosis knows none for its client', () => {
      const unnamed = programs.filter((program) => !hasName(program))
      expect(unnamed.length).toBeGreaterThan(10)
      expect(recognitionOf(unnamed, company, programs).wrong).toEqual([])
    })
  },
)

test('beside what its program did otherwise, three in four are recognised of every client but Ruby', () => {
  // It is known by its ClientHello above all, and records of before JA4 do not hold it.
  const few = named
    .filter(({ name, failing }) => name !== 'debian-13/net-smtp' && failing.length > 0)
    .filter((program) => recognitionOf([program], 'beside its own').share < 75)
  expect(few.map(({ name }) => name)).toEqual([])
})

test('a name that is remembered changes no cause', () => {
  for (const program of programs) {
    const beside = companyOf(program, 'beside its own', programs)
    for (const record of program.failing) {
      const earlier = beside.filter(({ id }) => id !== record.id)
      const facts = readFacts(record)
      const idsBy = (identity: ReturnType<typeof identify>): readonly string[] =>
        judge(facts, identity, { earlier }).findings.map(({ id, severity }) => `${severity} ${id}`)
      expect(idsBy(identify(facts, earlier)), `${program.name} ${record.id}`).toEqual(idsBy(identify(facts)))
    }
  }
})
