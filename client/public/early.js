// A bad line must be quick: what a screen asks for first is asked for before its scripts are here. Only where the page is sure to ask,
// since an answer that waits unused would be taken for a later one.
const early = (link) => document.head.append(Object.assign(document.createElement('link'), link))
const here = location.pathname.replace(/^\/studio|\/$/g, '')
if (/^\/(home|air|boosts|dashboard)(\/|$)/.test(here))
  for (const href of ['/api/v1/auth/me', '/api/v1/shows?limit=200'])
    early({ rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href })
// The build names the files of the main screens.
for (const screen of document.currentScript.dataset.screens?.split(';') ?? []) {
  const [path, ...files] = screen.split(' ')
  if (path !== here) continue
  for (const href of files.map((name) => `/assets/${name}`))
    early(href.endsWith('.css') ? { rel: 'preload', as: 'style', href } : { rel: 'modulepreload', href })
}
