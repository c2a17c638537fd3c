// Jest's defaults, and ts-jest's: no ES modules anywhere.
const common = { setupFilesAfterEnv: ['fourport/jest'] }

module.exports = {
  projects: [
    { ...common, displayName: 'jest', testMatch: ['**/mail.test.js'] },
    { ...common, displayName: 'ts-jest', preset: 'ts-jest', testMatch: ['**/mail.test.ts'] },
    {
      ...common,
      displayName: 'no globals',
      preset: 'ts-jest',
      injectGlobals: false,
      testMatch: ['**/globals.test.ts'],
    },
  ],
}
