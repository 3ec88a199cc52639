/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope

/** The studio's one page and its files. Answers of the API are never kept here: what is on air is kept by the page itself. */
const CACHE = 'readout-studio-1'
const PAGE = '/studio/'
/** What the page names that has no hash in its name. */
const KEPT = new Set(['/theme.js', '/early.js', '/icon.svg'])
/** The network has so long to bring the page before the kept one is shown. */
const PATIENCE_MS = 4_000

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(PAGE)))
  void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  const { data } = event
  if (data?.kind === 'keep' && Array.isArray(data.urls)) event.waitUntil(keepOnly(data.urls))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (url.pathname.startsWith('/assets/') || KEPT.has(url.pathname)) event.respondWith(openFile(request))
})

/** The page as the server has it, else as it was kept. */
async function openPage(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(PAGE)
  try {
    const fresh = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {})
    if (fresh.ok) await cache.put(PAGE, fresh.clone())
    return fresh.status >= 500 && kept ? kept : fresh
  } catch (error) {
    if (kept) return kept
    throw error
  }
}

/** Files bear a hash of what is in them: one that is kept is right. */
async function openFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  return kept ?? fetch(request)
}

/** Keeps these files and forgets those of former builds. */
async function keepOnly(urls: string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  const known = await cache.keys()
  const have = new Set(known.map(({ url }) => url))
  await Promise.all(urls.filter((url) => !have.has(url)).map((url) => cache.add(url).catch(() => {})))
  const wanted = new Set([...urls, new URL(PAGE, self.location.origin).href])
  await Promise.all(known.filter(({ url }) => !wanted.has(url)).map((request) => cache.delete(request)))
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))
}
