export declare const leastLines: number
export declare function readSource(): Readonly<Record<string, string>>
export declare function findRepeats(
  texts: Readonly<Record<string, string>>,
  least?: number,
): readonly string[]
