// On air a bad line must be quick: what the page asks for first is asked for before its scripts are here. Only where the page is sure
// to ask, since an answer that waits unused would be taken for a later one.
const early = (link) => document.head.append(Object.assign(document.createElement('link'), link))
if (location.pathname.startsWith('/studio/air'))
  for (const href of ['/api/v1/auth/me', '/api/v1/shows?limit=200'])
    early({ rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href })
// The build names the files of the running order.
if (/^\/studio\/air\/?$/.test(location.pathname))
  // With `crossOrigin` as the build's own links have it: else the browser asks a second time.
  for (const href of document.currentScript.dataset.air?.split(' ') ?? [])
    early(
      href.endsWith('.css')
        ? { rel: 'preload', as: 'style', crossOrigin: 'anonymous', href }
        : { rel: 'modulepreload', href },
    )
// Who reads another language than English waits for its words: as `client/language/language.ts` finds it.
const spoken = () => {
  try {
    const chosen = localStorage.getItem('readout.language')
    if (chosen) return chosen
  } catch {
    // Storage may be forbidden; then the browser's languages hold.
  }
  return navigator.languages
    .map((one) => one.slice(0, 2).toLowerCase())
    .find((one) => /^(en|de|es)$/.test(one))
}
for (const href of document.currentScript.dataset[spoken()]?.split(' ') ?? [])
  early({ rel: 'modulepreload', href })
