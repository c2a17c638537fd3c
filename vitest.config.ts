import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real clients are processes of their own; on a small machine they take their time to start.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
