import { clientsOfDebian } from './of-debian.ts'
import { clientsOfToday } from './of-today.ts'
import type { VerifiedClient } from './verified-client.ts'

export const verifiedClients: readonly VerifiedClient[] = [...clientsOfToday, ...clientsOfDebian]
