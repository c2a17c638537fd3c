import { z } from '@hono/zod-openapi'
import { suggestion } from '../../base/suggest.ts'
import { type BoundPort, byUsualNumber } from '../../model/port-profile.ts'
import type { HttpContext } from '../context.ts'
import { notFound } from '../problem.ts'

/** Of a route below `/api/ports/{name}`. */
export const listenerParam = z.object({
  name: z.string().openapi({
    param: { name: 'name', in: 'path' },
    description: 'Name of the listener, or its usual number.',
  }),
})

/** The listener that is meant. */
export function listenerNamed({ ports }: HttpContext, asked: string): BoundPort {
  const name = byUsualNumber(asked)
  const port = ports.find((one) => one.name === name)
  if (port) return port
  const names = ports.map((one) => one.name)
  throw notFound('listener', asked, suggestion(asked, names))
}
