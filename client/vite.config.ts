import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compressFiles } from './build/compress-files.ts'
import { licenseFonts } from './build/license-fonts.ts'
import { listWorkerFiles } from './build/list-worker-files.ts'
import { nameAirFiles } from './build/name-air-files.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const service = 'http://127.0.0.1:3000'

/** While developing, every address of the studio is its one page, as the service answers it. */
const studioPage: Plugin = {
  name: 'studio-page',
  configureServer(server) {
    server.middlewares.use((req, _res, next) => {
      const { pathname } = new URL(req.url ?? '/', service)
      if (/^\/studio(\/[^.]*)?$/.test(pathname)) req.url = '/studio.html'
      next()
    })
  },
}

export default defineConfig({
  root,
  plugins: [react(), studioPage, nameAirFiles, listWorkerFiles, licenseFonts, compressFiles],
  server: { proxy: { '/api': service } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the service allows no data: fonts and no scripts of the page's own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The licences of what the built pages contain, beside them.
    license: { fileName: 'licenses.txt' },
    rolldownOptions: {
      input: [
        'public.html',
        'embed.html',
        'overlay.html',
        'studio.html',
        'not-found.html',
        'worker/worker.ts',
      ].map((name) => root + name),
      output: {
        // The studio's service worker has one address for ever, and its scope below it.
        // On a bad line each file costs half a second: small parts that many screens share come as one.
        codeSplitting: {
          groups: [
            {
              name: 'shared',
              test: /\/client\/(ui\/(?!table|shown-once|copy-button|confirm|back|field|file-drop|key-list|options|qr-code)|format\/(?!local-time|rail|parse-money|bytes)|lib\/(?!offline-store|copy-text)|live|language\/(?!messages|problems|say-problem)|(person|review|show|boost|air|home)\/words\.|person\/(enter\/(account-name|password-field)|factor\/(factor-form|passkey)|use-me)|studio\/version|outgoing\/alert\/alert-state|review\/use-review-counts|show\/(use-shows|use-leave-demo))|react-dom\/(index|cjs\/react-dom\.)|\/@tanstack\/react-query\//,
            },
            {
              name: 'air',
              test: /\/client\/(air\/(store\/|format-segment|section-names|plan\/cut|read\/slides)|show\/(last-show|use-kept-show)|lib\/offline-store)/,
            },
            {
              name: 'reading',
              test: /\/client\/air\/(read\/(spent|use-clock|use-wake-lock)|plan\/spent|recording\/(recorded|use-recording))\./,
            },
          ],
        },
        entryFileNames: ({ name }) => (name === 'worker' ? 'studio/worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
