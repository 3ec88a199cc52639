type Child = Node | string | null | false | undefined

/** Makes an element with a class and what is in it; text is text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  made.className = className
  made.append(...children.filter((child) => child !== null && child !== false && child !== undefined))
  return made
}

/** Text of whichever direction. */
export function auto<Made extends HTMLElement>(made: Made): Made {
  made.dir = 'auto'
  return made
}

/** What stands for a part of the page. @throws Error where the page lacks it */
export function part(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`The overlay lacks ${selector}`)
  return found
}
