import { z } from '@hono/zod-openapi'
import { faultSchema } from '../../faults/fault-kinds.ts'
import type { ApiFaults } from '../../model/api.ts'
import type { Fault, FaultState } from '../../model/fault.ts'
import { listOf } from './common.ts'

/** Described by the table of its fields; what is given is checked where the library checks it, in the same words. */
export const fault: z.ZodType<Fault> = z
  .unknown()
  .openapi('Fault', faultSchema as object) as unknown as z.ZodType<Fault>

export const faultStatus: z.ZodType<FaultState> = z
  .object({
    id: z.string(),
    fault,
    fired: z.number().int().openapi({ description: 'How often it has fired so far.' }),
    state: z.enum(['set', 'over', 'off']).openapi({
      description: 'set: it fires; over: it has fired as often as it may; off: it was taken off.',
    }),
  })
  .openapi('FaultState')

export const faults: z.ZodType<ApiFaults> = z.object({ faults: listOf(faultStatus) }).openapi('Faults')
