/** Whether a click ends a selection of words, which is no wish to open anything. */
export function isSelecting(): boolean {
  return (getSelection()?.toString() ?? '') !== ''
}
