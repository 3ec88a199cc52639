/** A text in which each place that was looked for is marked. */
export function Marked({ text, looked }: { text: string | null; looked: string }) {
  const wanted = looked.trim()
  if (text === null || wanted === '') return text
  const plain = wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.split(new RegExp(`(${plain})`, 'iu')).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, every second of which was looked for
    index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
  )
}
