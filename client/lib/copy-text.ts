/**
 * Copies a text. Over plain http browsers give no clipboard; then a selected field does it, where that still works.
 * @returns whether it worked
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'unseen'
  const before = document.activeElement
  // Inside an open dialog, since all else is inert then.
  const place = before?.closest('dialog') ?? document.body
  place.append(field)
  field.select()
  const worked = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return worked
}
