/** Whether a commit to the file of a store waits for the disk. `normal` leaves that to the system, but for its checkpoints. */
export type StoreSync = 'full' | 'normal'

export const storeSyncs: readonly StoreSync[] = Object.freeze(['full', 'normal'] as const)
