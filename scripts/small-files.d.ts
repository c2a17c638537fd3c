export declare const leastLines: number
export declare const reasons: Readonly<Record<string, string>>
export declare function findSmallFiles(
  texts: Readonly<Record<string, string>>,
  allowed?: Readonly<Record<string, string>>,
  least?: number,
): readonly string[]
export declare function unneededReasons(
  texts: Readonly<Record<string, string>>,
  allowed?: Readonly<Record<string, string>>,
): readonly string[]
