export interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: string
}

export const mails: readonly {
  readonly mailFrom: string
  readonly rcptTo: readonly string[]
  readonly raw: string
}[]

export const requests: readonly Asked[]
