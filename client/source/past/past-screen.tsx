import { t } from '#client/source/words.ts'
import '#client/style/shows.css'
import '#client/style/sources.css'
import { FileList } from '#client/source/past/file-list.tsx'
import { UploadForm } from '#client/source/past/upload-form.tsx'
import { useImports } from '#client/source/past/use-imports.ts'
import { WhereFrom } from '#client/source/past/where-from.tsx'
import { Back } from '#client/ui/back.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Head, Section } from '#client/ui/head.tsx'
import { Skeleton } from '#client/ui/skeleton.tsx'

/** The past, from files: uploaded, looked at, and recorded. */
export default function PastScreen() {
  const list = useImports()
  const files = list.data?.items ?? []
  return (
    <div className="column">
      <Back to="/sources">{t('Sources')}</Back>
      <Head title={t('Add past payments')} meta={t('What was received before Readout, from a file')} />
      <Section title={t('A file')} meta={t('Nothing is recorded before you have seen what it would add')}>
        {list.data && <UploadForm mostBytes={list.data.most_bytes} isFirst={files.length === 0} />}
        <WhereFrom />
      </Section>
      {list.isPending && <Skeleton rows={2} />}
      <ErrorNote error={list.error} onRetry={() => list.refetch()} />
      {files.length > 0 && (
        <Section title={files.length === 1 ? t('The file') : t('Files')}>
          <FileList files={files} />
        </Section>
      )}
    </div>
  )
}
