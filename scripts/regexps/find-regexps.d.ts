export interface FoundRegexp {
  readonly name: string
  readonly line: number
  readonly source: string | null
  readonly flags: string
  readonly code: string
}
export declare function findRegexps(name: string, text: string): readonly FoundRegexp[]
