import type { Asked } from './conversation.js'

export interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

export interface Comparable {
  readonly request: string
  readonly status: number
  readonly type?: string
  readonly body?: unknown
}

export function comparable(request: Asked, answer: Answer, ids: readonly string[]): Comparable
