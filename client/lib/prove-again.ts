type Ask = () => Promise<boolean>

let ask: Ask | null = null
let asking: Promise<boolean> | null = null

/**
 * Asks whoever is there to say again that it is them, before what cannot be undone; several requests ask once.
 * @returns whether they did
 */
export async function proveAgain(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = null
  })
  return await asking
}

/** Says who asks: the studio's dialog, while it is there. @returns takes it back */
export function askBy(dialog: Ask): () => void {
  ask = dialog
  return () => {
    if (ask === dialog) ask = null
  }
}
