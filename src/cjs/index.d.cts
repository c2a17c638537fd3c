/** Entry "." for `require`: the declarations are those of the ES modules, so that a server is of one type in both. */
import type * as esm from '../index.js' with { 'resolution-mode': 'import' }

export type * from '../index.js' with { 'resolution-mode': 'import' }
export declare const startServer: typeof esm.startServer
export declare const verifyClient: typeof esm.verifyClient
export declare const FourportError: typeof esm.FourportError
export type FourportError = esm.FourportError
