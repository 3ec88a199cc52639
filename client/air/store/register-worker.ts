let isDone = false

/**
 * Has the browser keep the pages of the studio, so that they open with the server gone: registers the service worker, loads the
 * reading view ahead, and names what this page needed. Over plain http browsers have none of this.
 */
export async function registerWorker(): Promise<void> {
  if (isDone || !('serviceWorker' in navigator)) return
  isDone = true
  try {
    const registration = await navigator.serviceWorker.register('/studio/worker.js', { scope: '/studio/' })
    await import('#client/air/read/read-screen.tsx')
    await navigator.serviceWorker.ready
    registration.active?.postMessage({ kind: 'keep', urls: neededUrls() })
  } catch {
    isDone = false
  }
}

function neededUrls(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
  const ours = loaded.filter((url) => url.startsWith(`${location.origin}/assets/`))
  return [
    ...new Set([
      ...ours,
      ...['theme.js', 'early.js', 'icon.svg'].map((name) => `${location.origin}/${name}`),
    ]),
  ]
}
