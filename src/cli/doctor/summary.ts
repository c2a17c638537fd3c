import { type Examination, obstacleIds, type PortResult } from './examination.ts'
import { placeOf } from './obstacles.ts'

/**
 * What the results at all ports come to, in one sentence.
 *
 * @param open - further ports that accept a connection
 */
export function summaryOf(
  results: readonly PortResult[],
  open: readonly number[],
): Pick<Examination, 'ok' | 'sentence' | 'fix' | 'docs'> {
  const good = results.filter(({ obstacle }) => obstacle === null)
  const bad = results.filter(({ obstacle }) => obstacle !== null)
  if (good.length > 0) return { ok: true, sentence: goodSentence(good, bad), ...nothingToDo(good) }
  const [worst] = bad.toSorted((a, b) => depthOf(b) - depthOf(a))
  const { sentence, docs } = worst!.obstacle!
  const fix = `${worst!.obstacle!.fix}${open.length === 0 ? '' : ` Of its other ports ${listed(open)} ${open.length === 1 ? 'accepts' : 'accept'} connections.`}`
  const alike = bad.filter(({ obstacle }) => obstacle?.id === worst!.obstacle!.id)
  if (alike.length < 2) return { ok: false, sentence, fix, docs }
  const others = alike
    .filter((one) => one !== worst)
    .map(({ host, port }) => (host === worst!.host ? port : placeOf(host, port)))
  return {
    ok: false,
    sentence: `${sentence.replace(/\.$/, '')}; it is the same on ${listed(others)}.`,
    fix,
    docs,
  }
}

const nothingToDo = (good: readonly PortResult[]): Pick<Examination, 'fix' | 'docs'> => ({
  fix: good.some(needsCa) ? 'The app must trust Fourport’s CA: `fourport ca` prints how.' : null,
  docs: null,
})

function needsCa({ steps }: PortResult): boolean {
  return steps.some(({ name, says }) => name === 'certificate' && says.includes('Fourport’s own CA'))
}

function goodSentence(good: readonly PortResult[], bad: readonly PortResult[]): string {
  const { host } = good[0]!
  const isOneHost = [...good, ...bad].every((one) => one.host === host)
  const nameOf = (one: PortResult): string => (isOneHost ? `${one.port}` : placeOf(one.host, one.port))
  const where =
    isOneHost && good.length > 1
      ? `${host} on ${listed(good.map((one) => `${one.port} (${one.way})`))}`
      : listed(good.map((one) => `${placeOf(one.host, one.port)} (${one.way})`))
  const login = good.some(({ steps }) => steps.some(({ name, state }) => name === 'login' && state === 'ok'))
  const rest = bad.length === 0 ? '' : `; not ${listed(bad.map(nameOf))}`
  return `Nothing stands between this machine and ${where}${login ? ', and the login is accepted' : ''}${partial(good)}${rest}.`
}

/** Addresses of one name that do not all answer: what tries the wrong one first waits, or fails. */
function partial(good: readonly PortResult[]): string {
  const steps = good.flatMap((one) => one.steps).filter(({ name }) => name === 'address')
  const dead = new Set(steps.filter(({ state }) => state === 'fault').map(addressIn))
  for (const step of steps) if (step.state === 'ok') dead.delete(addressIn(step))
  return dead.size === 0
    ? ''
    : `, but ${listed([...dead])} ${dead.size === 1 ? 'does' : 'do'} not answer, which some clients try first`
}

function addressIn({ says }: { readonly says: string }): string {
  return /^\S+?(?=:? )/.exec(says)?.[0].replace(/:$/, '') ?? ''
}

function depthOf({ obstacle }: PortResult): number {
  return obstacleIds.indexOf(obstacle!.id)
}

function listed(parts: readonly (string | number)[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
