export declare function assembled(): Promise<string>
