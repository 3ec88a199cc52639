// Before the first paint: the scheme that was chosen here, where one was.
try {
  const theme = localStorage.getItem('readout.theme')
  if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be forbidden; then the system's scheme holds.
}
