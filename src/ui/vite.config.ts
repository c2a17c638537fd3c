import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))

/** `dev` talks to a server that runs beside it: `fourport serve --http-port 8025`. */
const api = process.env['FOURPORT_API'] ?? 'http://127.0.0.1:8025'

export default defineConfig({
  root: here,
  // Relative, so that the page works under any prefix a proxy gives it.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/ui', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The page has one entry; a preload helper would only be dead weight.
    modulePreload: { polyfill: false },
    // `img-src 'self'` and no `data:` for the page itself: every asset is a file.
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': api } },
})
