import type { ImportJson } from '#api/contract/import.ts'
import { formatBytes } from '#client/format/bytes.ts'
import { formatAgo } from '#client/format/day.ts'
import { FileState } from '#client/source/past/file-state.tsx'
import { formatFileKind, formatImportState } from '#client/source/past/format-import.ts'
import { say, t } from '#client/source/words.ts'
import { Chip } from '#client/ui/chip.tsx'

/** The files that were uploaded, each with how far it is and the next step. */
export function FileList({ files }: { files: readonly ImportJson[] }) {
  return (
    <ul className="entries" aria-label={t('Uploaded files')}>
      {files.map((file) => (
        <FileRow key={file.id} file={file} />
      ))}
    </ul>
  )
}

function FileRow({ file }: { file: ImportJson }) {
  const { words, tone } = formatImportState(file)
  return (
    <li className="entry past-file">
      <div className="row-words">
        <p className="row-chips">
          <bdi className="row-name">{file.name}</bdi> <Chip tone={tone}>{words}</Chip>
        </p>
        <p className="meta">
          {t('{fileKind} · {bytes} · uploaded {ago}', {
            fileKind: formatFileKind(file.kind),
            bytes: formatBytes(file.bytes),
            ago: formatAgo(file.uploaded_at),
          })}
          {file.wallet !== null && file.state !== 'uploaded' && (
            <>
              {' '}
              {'· '}
              {say('wallet {wallet}', { wallet: <bdi>{file.wallet}</bdi> })}
            </>
          )}
        </p>
        <FileState file={file} />
      </div>
    </li>
  )
}
