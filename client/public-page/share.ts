/** Hands a page to the browser's own sheet; where there is none, its address is copied. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-share]')) {
  button.hidden = !('share' in navigator || 'clipboard' in navigator)
  button.addEventListener('click', () => void share(button))
}

async function share(button: HTMLButtonElement): Promise<void> {
  const { share: path = '', title = document.title } = button.dataset
  const url = new URL(path, location.href).href
  if ('share' in navigator && navigator.canShare?.({ title, url })) {
    // Closing the sheet is no fault.
    await navigator.share({ title, url }).catch(() => {})
    return
  }
  await navigator.clipboard.writeText(url)
  const said = button.textContent
  button.textContent = button.dataset.copied ?? ''
  setTimeout(() => {
    button.textContent = said
  }, 2000)
}
