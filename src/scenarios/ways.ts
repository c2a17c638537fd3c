import { type TlsMode, tlsModes } from '../model/port-profile.ts'

/** Ways to TLS on which a scenario makes sense. */
export const everywhere: readonly TlsMode[] = tlsModes
export const underTls: readonly TlsMode[] = Object.freeze(tlsModes.filter((mode) => mode !== 'none'))
export const starttlsOnly: readonly TlsMode[] = Object.freeze(['starttls'])
export const implicitOnly: readonly TlsMode[] = Object.freeze(['implicit'])
