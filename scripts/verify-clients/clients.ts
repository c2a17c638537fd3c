import { debianLibraries } from './debian-libraries.ts'
import { debianPrograms } from './debian-programs.ts'
import { clientsOfDebian } from './of-debian.ts'
import { clientsOfToday } from './of-today.ts'
import type { VerifiedClient } from './verified-client.ts'

export const verifiedClients: readonly VerifiedClient[] = [
  ...clientsOfToday,
  ...clientsOfDebian,
  ...debianLibraries,
  ...debianPrograms,
]
