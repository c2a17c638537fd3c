/** Entry "./jest" for `require`: the matchers of Jest's types are declared once, with the ES module. */
export type * from '../jest.js' with { 'resolution-mode': 'import' }
