/** What a segment is called: `458` is an episode's number. */
export function sayTitle(title: string): string {
  return /^\d+$/.test(title) ? `episode ${title}` : title
}
