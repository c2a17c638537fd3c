export declare const rooms: Readonly<Record<string, readonly string[]>>
export declare const packages: Readonly<Record<string, readonly string[]>>
export declare function roomRules(): object[]
export declare function withRooms<Configuration extends { overrides: object[] }>(
  configuration: Configuration,
): Configuration
