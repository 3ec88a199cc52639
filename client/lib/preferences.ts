import { createStoredChoice } from '#client/lib/stored.ts'

/** Dark or light, or as the system has it. */
export const theme = createStoredChoice('theme', ['system', 'dark', 'light'])

/** Whether single letters move and open things (WCAG 2.1.4: they can be turned off). */
export const letterKeys = createStoredChoice('letter-keys', ['on', 'off'])

/** Shows the chosen scheme from now on; before the first paint `theme.js` has. */
export function followTheme(): void {
  theme.subscribe(() => {
    const chosen = theme.get()
    if (chosen === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
  })
}
