/** What else a store may keep for its server: inboxes with their credentials, faults, scenarios. */
export type NoteKind = 'inbox' | 'fault' | 'scenario'

/** Values by kind and id, as they came, for a store that outlives its process. */
export interface Notes {
  all<Value>(kind: NoteKind): readonly (readonly [id: string, value: Value])[]
  /** Keeps one, in place of an earlier one: before what is asked of the store after it. */
  put(kind: NoteKind, id: string, value: object): Promise<void>
  remove(kind: NoteKind, id: string): Promise<void>
}
