import { lowPortOffer } from '../base/low-ports.ts'
import type { BoundPort } from '../model/port-profile.ts'
import type { ListenerSpec, SmtpEngine } from '../net/engine.ts'

export interface Bound {
  readonly listeners: readonly BoundPort[]
  readonly warnings: readonly string[]
}

/** Binds every listener, or none: a server with three of its four ports would test the wrong thing. */
export async function bindAll(engine: SmtpEngine, planned: readonly ListenerSpec[]): Promise<Bound> {
  const results = await Promise.allSettled(planned.map((spec) => engine.listen(spec)))
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) {
    await engine.close()
    throw failure.reason
  }
  const listeners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const warnings = listeners.flatMap(({ name, port, tls }, index) => {
    const asked = planned[index]?.port ?? 0
    if (asked === 0 || asked === port) return []
    const moved = `Port ${asked} (${name}) needs rights this user does not have; it answers on ${port} instead.`
    return [asked === 465 && tls === 'implicit' ? `${moved} ${onlyOn465(port)}` : moved]
  })
  return { listeners, warnings }
}

/** Clients that know implicit TLS by this number alone find none on another one. */
function onlyOn465(standIn: number): string {
  return `Some clients speak implicit TLS only on a port called 465 (Alertmanager before 0.31, Nodemailer without secure); for these: ${lowPortOffer(465, standIn)}.`
}
