import { useState } from 'react'
import type { Chapter } from '#api/contract/air/recording.ts'
import { writeMp3 } from '#client/air/end/mp3/write-mp3.ts'
import { say, t } from '#client/air/words.ts'
import { FileDrop } from '#client/ui/file-drop.tsx'

type Props = { chapters: readonly Chapter[] }
type Done = { address: string; name: string }

/** Writes the chapters into an MP3 that is dropped here. It does not leave the browser. */
export function Mp3Chapters({ chapters }: Props) {
  const [done, tell] = useState<Done | null>(null)
  const [problem, fail] = useState<string | null>(null)
  const kept = chapters.filter(({ hidden }) => !hidden)
  const write = async (file: File) => {
    if (done) URL.revokeObjectURL(done.address)
    tell(null)
    fail(null)
    try {
      const written = await writeMp3(file, kept)
      tell({ address: URL.createObjectURL(written), name: file.name.replace(/(\.mp3)?$/i, '-chapters.mp3') })
    } catch (error) {
      fail(error instanceof Error ? error.message : t('This file could not be read.'))
    }
  }
  return (
    <div className="air-drop">
      <FileDrop label={t('Write them into an MP3')} accept=".mp3,audio/mpeg" onFile={write}>
        {t(
          'Drop the episode’s MP3 here, or choose it. It stays in this browser, and its sound, title and artwork stay as they are.',
        )}
      </FileDrop>
      <p role="status">
        {done &&
          say('{count, plural, one {# chapter} other {# chapters}} written: {link}', {
            count: kept.length,
            link: (
              <a className="button primary" href={done.address} download={done.name}>
                {t('Save {name}', { name: done.name })}
              </a>
            ),
          })}
        {problem && <span className="field-error">{problem}</span>}
      </p>
    </div>
  )
}
