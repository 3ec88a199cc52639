/** Read-outs on the plots of a public page, on hover and by keyboard; without script the tables behind them say the same. */
for (const plot of document.querySelectorAll<HTMLElement>('[data-plot]')) follow(plot)

function follow(plot: HTMLElement): void {
  const svg = plot.querySelector('svg')
  const groups = [...plot.querySelectorAll<SVGGElement>('[data-said]')]
  const said = plot.querySelector('.plot-said')
  if (!svg || !said || groups.length === 0) return
  let current = -1

  const show = (at: number) => {
    groups[current]?.classList.remove('is-current')
    current = Math.max(0, Math.min(groups.length - 1, at))
    const group = groups[current]
    if (!group) return
    group.classList.add('is-current')
    said.textContent = group.dataset.said ?? ''
  }
  svg.setAttribute('tabindex', '0')
  const point = ({ target }: Event) => {
    const group = target instanceof Element ? target.closest<SVGGElement>('[data-said]') : null
    if (group) show(groups.indexOf(group))
  }
  svg.addEventListener('pointermove', point)
  svg.addEventListener('pointerdown', point)
  svg.addEventListener('focus', () => show(current === -1 ? groups.length - 1 : current))
  svg.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -groups.length, End: groups.length }[event.key]
    if (step === undefined) return
    event.preventDefault()
    show(current + step)
  })
}
