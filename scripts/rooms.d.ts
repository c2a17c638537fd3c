type Table = Readonly<Record<string, readonly string[]>>
export declare const rooms: Table
export declare const privateFolders: Table
export declare const entries: Table
export declare const packages: Table
export declare const nodeModules: Table
export declare function staleAllowances(used: ReadonlySet<string>): readonly string[]
