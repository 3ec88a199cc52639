/** No message is read for longer. */
const LONGEST_MS = 60_000

// Some browsers load their voices only once they are asked for: then the first alert would have none.
if ('speechSynthesis' in globalThis) speechSynthesis.getVoices()

/** Reads a text aloud by the browser's own voice; ends when that is done, at once where there is none. */
export async function say(text: string, lang: string, signal: AbortSignal): Promise<void> {
  if (text === '' || !('speechSynthesis' in window) || speechSynthesis.getVoices().length === 0) return
  await new Promise<void>((resolve) => {
    const spoken = new SpeechSynthesisUtterance(text)
    spoken.lang = lang
    const end = () => {
      clearTimeout(timer)
      speechSynthesis.cancel()
      resolve()
    }
    const timer = setTimeout(end, LONGEST_MS)
    spoken.onend = end
    spoken.onerror = end
    signal.addEventListener('abort', end, { once: true })
    speechSynthesis.speak(spoken)
  })
}
