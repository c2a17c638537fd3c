import type { RouteParts, Routes } from '../../route-parts.ts'
import { readJson } from '../read-json.ts'
import { Jim, monkeyOf } from './jim.ts'

const answer = (status: number): Response => new Response(null, { status })

/** MailHog's chaos monkey, with the status codes of its API. */
export function addJimRoutes(app: Routes, { context }: RouteParts): void {
  const path = '/api/v2/jim'
  const jim = new Jim(context.faults)
  app.get(path, () => (jim.monkey === null ? answer(404) : Response.json(jim.monkey)))
  app.post(path, async (c) => {
    if (jim.monkey !== null) return answer(400)
    // Without a body that can be read it is the one there was before, as with MailHog.
    jim.release(monkeyOf(await readJson(c.req.raw)) ?? undefined)
    return answer(201)
  })
  app.put(path, async (c) => {
    if (jim.monkey === null) return answer(404)
    const monkey = monkeyOf(await readJson(c.req.raw))
    if (monkey === null) return answer(400)
    jim.release(monkey)
    return answer(200)
  })
  app.delete(path, () => {
    if (jim.monkey === null) return answer(404)
    jim.remove()
    return answer(200)
  })
}
