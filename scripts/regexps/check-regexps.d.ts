export declare function findRegexpFaults(texts: Readonly<Record<string, string>>): Promise<readonly string[]>
export declare function listBuilt(texts: Readonly<Record<string, string>>): readonly string[]
