import type { Answer } from '../protocol/actions.ts'
import type { Added } from './engine.ts'

/** The store's answer in the terms of a session. */
export function storedAnswer(added: Added | 'failed'): Answer {
  if (added === 'failed') return added
  return 'refused' in added ? { code: 452, enhanced: '4.3.1', text: added.refused.message } : null
}
