import { queryClient } from '#client/lib/query-client.ts'
import { showsQuery } from '#client/show/use-shows.ts'
import { addressOf, screens } from '#client/studio/screens.ts'

/**
 * Begins to load the screen of an address and the shows, which nearly every screen asks for, before it is known who is signed in:
 * on a bad line each turn there and back is half a second.
 * @param path as in the address bar
 */
export function startEarly(path: string): void {
  const inside = path.replace(/^\/studio/, '').replace(/\/$/, '')
  const screen = [...screens]
    .sort((a, b) => addressOf(b).length - addressOf(a).length)
    .find((one) => inside === addressOf(one) || inside.startsWith(`${addressOf(one)}/`))
  if (!screen) return
  // Where it cannot be had, the screen says so when it is shown.
  screen.load().catch(() => {})
  void queryClient.prefetchQuery(showsQuery)
}
