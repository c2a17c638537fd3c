import type { Fault, FaultPoint } from '../model/fault.ts'

/** What an address that asks for a fault has in it: all that a recipient costs who asks for none. */
const mark = 'fail+'

/** Where something goes wrong: at the recipient itself, unless another point that knows recipients stands in front. */
const points: Readonly<Record<string, FaultPoint>> = {
  rcpt: 'RCPT',
  data: 'DATA',
  dot: 'dot',
  kept: 'kept',
}

/** Anybody who may send a message asks for this delay, so it is far shorter than the one that a fault may set. */
const longestDelayMs = 60_000

/**
 * `fail+451@…`, `ada+fail+dot-550-5.7.1x2+mine@…`: the point, then a code, `drop`, `reset` or `delay-MILLISECONDS`, then
 * how often; what stands after a further `+` makes an address one's own.
 */
const asking =
  /^(?:(rcpt|data|dot|kept)-)?(?:([45]\d\d)(?:-([45]\.\d{1,3}\.\d{1,3}))?|(drop|reset)|delay-(\d{1,7}))(?:x([1-9]\d{0,3}))?$/

/** The fault that a recipient's address asks for; null: none. */
export function faultOfAddress(address: string): Fault | null {
  const lower = address.toLowerCase()
  if (!lower.includes(mark)) return null
  const [, point = 'rcpt', code, enhanced, cut, delay, times] = asking.exec(askedIn(lower)) ?? []
  const effect = effectOf({ code, enhanced, cut, delay })
  if (effect === null) return null
  const at = points[point] as FaultPoint
  return { at, to: lower, ...(times !== undefined && { times: Number(times) }), ...effect }
}

/** What stands after the last `fail+` that asks for something; '' where nothing does. */
function askedIn(address: string): string {
  const [local = ''] = /^[^@"*]*(?=@[^@"*]*$)/.exec(address) ?? []
  const tags = local.split('+')
  return tags.findLast((tag, at) => tags[at - 1] === 'fail' && asking.test(tag)) ?? ''
}

type Asked = Readonly<Record<'code' | 'enhanced' | 'cut' | 'delay', string | undefined>>

function effectOf({ code, enhanced, cut, delay }: Asked): Pick<Fault, 'reply' | 'cut' | 'delayMs'> | null {
  if (cut !== undefined) return { cut: cut === 'drop' ? 'fin' : 'rst' }
  if (delay !== undefined) {
    const delayMs = Number(delay)
    return delayMs >= 1 && delayMs <= longestDelayMs ? { delayMs } : null
  }
  // RFC 3463 §2: the classes are those of the codes.
  if (code === undefined || (enhanced !== undefined && enhanced[0] !== code[0])) return null
  const text = 'Refused on purpose: the address of a recipient asks for it'
  return { reply: { code: Number(code), ...(enhanced !== undefined && { enhanced }), text } }
}
