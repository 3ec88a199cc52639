/**
 * Makes work that never overlaps itself: asked for while it is under way, it is done once more afterwards.
 * A failure is left to the next time.
 */
export function oneAtATime(work: () => Promise<void>): () => void {
  let isBusy = false
  let isDue = false
  const run = async () => {
    if (isBusy) {
      isDue = true
      return
    }
    isBusy = true
    await work().catch(() => {})
    isBusy = false
    if (isDue) {
      isDue = false
      void run()
    }
  }
  return () => void run()
}
