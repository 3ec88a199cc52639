/**
 * Has a question about a text answered once, where its answer never changes.
 * @param most how many answers are kept; with one more it begins anew, so that whoever asks for ever new ones costs no memory
 */
export function remember<Answer>(most: number, ask: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = ask(text)
    if (answers.size >= most) answers.clear()
    answers.set(text, answer)
    return answer
  }
}
