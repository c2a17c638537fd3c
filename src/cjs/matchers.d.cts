/** Entry "./matchers" for `require`. */
import type * as esm from '../matchers.js' with { 'resolution-mode': 'import' }

export type * from '../matchers.js' with { 'resolution-mode': 'import' }
export declare const assertThat: typeof esm.assertThat
export declare const matchers: typeof esm.matchers
