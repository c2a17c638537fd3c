/** Entry "./client" for `require`. */
import type * as esm from '../client.js' with { 'resolution-mode': 'import' }

export type * from '../client.js' with { 'resolution-mode': 'import' }
export declare const connect: typeof esm.connect
