import { useEffect, useState } from 'react'
import { language } from '#client/language/language.ts'
import { sayProblem } from '#client/language/say-problem.ts'

/** A sentence of the service that stands in an answer of it, in the reader’s language where that has words for it. */
export function Said({ children: text }: { children: string }) {
  const [known, know] = useState({ text: '', said: '' })
  useEffect(() => {
    let isWanted = true
    void sayProblem(text).then((said) => isWanted && know({ text, said }))
    return () => {
      isWanted = false
    }
  }, [text])
  if (language === 'en') return text
  return known.text === text ? known.said : null
}
