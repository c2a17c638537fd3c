import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { verifyClient } from '../../src/index.ts'
import { cellFacts } from '../../src/model/verify-words/cell-facts.ts'

/** Goes on unencrypted where STARTTLS is missing, each second time that it meets that. */
const unsteady = (repeat: number) => {
  let met = 0
  return verifyClient(
    async ({ scenario, nodemailer, from, to }) => {
      const requireTLS = scenario !== 'starttls-absent' || met++ % 2 === 0
      await createTransport({ ...nodemailer, requireTLS }).sendMail({ from, to: [...to], text: 'Hello.' })
    },
    { ports: [587], scenarios: ['starttls-absent'], repeat },
  )
}

describe('a cell that is run several times', () => {
  it('is unsteady where its runs differ, with the counts, and has not passed', async () => {
    const report = await unsteady(5)
    const cell = report.cells.find(({ scenario }) => scenario === 'starttls-absent')!
    expect(cell).toMatchObject({
      verdict: 'failed',
      words: 'unsteady 2/5',
      unsteady: [
        { verdict: 'failed', words: 'password leak', count: 2 },
        { verdict: 'passed', words: 'reported', count: 3 },
      ],
    })
    expect(new Map(cellFacts(cell)).get('Runs')).toBe(
      'failed 2 times (password leak) and passed 3 times (reported)',
    )
    expect(report.verified).toBe(false)
    const good = report.cells.find(({ scenario }) => scenario === 'good')
    expect(good).toMatchObject({ verdict: 'passed', words: 'delivered' })
    expect(good).not.toHaveProperty('unsteady')
  })

  it('is run once by default', async () => {
    const report = await unsteady(1)
    expect(report.cells.every((cell) => !('unsteady' in cell))).toBe(true)
    expect(report.verified).toBe(true)
  })
})

describe('recipients and a user of one’s own', () => {
  it('are what the client gets, with a number where more are needed, and a password of the run', async () => {
    const told: string[] = []
    const passwords = new Set<string | null>()
    const report = await verifyClient(
      async ({ scenario, nodemailer, from, to, user, password }) => {
        told.push(`${scenario} ${user} ${to.join(',')}`)
        passwords.add(password)
        return createTransport(nodemailer).sendMail({ from, to: [...to], text: 'Hello.' })
      },
      {
        ports: [587],
        scenarios: ['good', 'rcpt-one-550'],
        to: ['ada@example.org'],
        user: 'shop@example.org',
      },
    )
    expect(told.toSorted()).toEqual([
      'good shop@example.org ada@example.org',
      'rcpt-one-550 shop@example.org ada@example.org,ada.2@example.org,ada.3@example.org',
    ])
    expect(report.cells.map(({ verdict }) => verdict)).toEqual(['passed', 'passed'])
    expect(JSON.stringify(report)).not.toContain([...passwords][0])
  })

  it.each([
    [{ to: ['Ada <ada@example.org>'] }, 'Ada <ada@example.org>'],
    [{ to: [] }, 'to is'],
    [{ user: 'a\nb' }, 'a\\nb'],
    [{ repeat: 0 }, '0; expected a whole number from 1 to 100'],
  ])('are refused where they do not fit: %j', async (options, words) => {
    await expect(verifyClient(async () => undefined, options)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(words) as string,
    })
  })
})
