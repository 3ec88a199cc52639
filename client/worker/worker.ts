/// <reference lib="webworker" />
/** The build names itself and its files; while developing there is nothing to keep. */
declare const self: ServiceWorkerGlobalScope & { BUILD?: string; FILES?: readonly string[] }

const NAME = 'readout-studio'
/** The studio's one page and its files. Answers of the API are never kept here: the page keeps them itself. */
const CACHE = `${NAME}-${self.BUILD}`
const FILES = self.FILES ?? []
const PAGE = '/studio/'
/** The network has so long to bring the page before the kept one is shown. */
const PATIENCE_MS = 4_000

self.addEventListener('install', (event) => {
  event.waitUntil(keepBuild())
  void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetFormerBuilds().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(openPage(request))
  else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname))
    event.respondWith(openFile(request))
})

/** The page as the server has it, else as it was kept with the files that it needs. */
async function openPage(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(PAGE)
  try {
    const fresh = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {})
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

/**
 * Keeps every file of this build, one after the other, so that a bad line has room for what is asked for now.
 * @throws where one cannot be had; what is kept by then is not read again the next time
 */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(CACHE)
  for (const file of FILES) {
    if (await cache.match(file, { ignoreVary: true })) continue
    const known = file.startsWith('/assets/') && (await caches.match(file, { ignoreVary: true }))
    if (known) await cache.put(file, known)
    else await cache.add(file)
  }
  const page = await fetch(PAGE, { cache: 'no-cache' })
  const named = (await page.clone().text()).match(/\/assets\/[\w.-]+/g) ?? []
  if (!page.ok || named.some((file) => !FILES.includes(file)))
    throw new Error('The page is of another build than this worker.')
  await cache.put(PAGE, page)
}

/** The build before this one stays: pages that are open still ask for its files. */
async function forgetFormerBuilds(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name !== CACHE)
  const former = others.filter((name) => name.startsWith(NAME)).at(-1)
  await Promise.all(others.filter((name) => name !== former).map((name) => caches.delete(name)))
}
