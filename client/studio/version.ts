import { createStore } from '#client/lib/store.ts'
import { countUnsent } from '#client/lib/unsent.ts'

const RELOADED = 'readout.reloaded-from'

/** Whether the service has another build than this page is of, as was last found. */
export const isOutdated = createStore(false)

/** Asks the service whether its page still names this page's script. @returns whether another build is there */
export async function checkVersion(): Promise<boolean> {
  const response = await fetch('/studio/', { cache: 'no-cache' }).catch(() => null)
  if (response?.ok) isOutdated.set(!(await response.text()).includes(ownScript()))
  return isOutdated.get()
}

/** Loads the new build, once, unless something would be lost by it. @returns whether it does */
export function reloadOnce(): boolean {
  if (countUnsent() > 0 || isTyping() || sessionStorage.getItem(RELOADED) === ownScript()) return false
  sessionStorage.setItem(RELOADED, ownScript())
  location.reload()
  return true
}

/** Its name has a hash of what is in it. */
function ownScript(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"]')
  return script ? new URL(script.src).pathname : ''
}

function isTyping(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  return [...fields].some(({ value, defaultValue }) => value !== defaultValue)
}
