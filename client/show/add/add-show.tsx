import { type DragEvent, useState } from 'react'
import type { ShowJson } from '#api/contract/show.ts'
import { onSubmit } from '#client/lib/form.ts'
import { asFeedAddress, readFeedFile } from '#client/show/add/feed-input.ts'
import { useAddShow } from '#client/show/add/use-add-show.ts'
import { t } from '#client/show/words.ts'
import { Button } from '#client/ui/button.tsx'
import { ErrorNote } from '#client/ui/error-note.tsx'
import { Field, TextField } from '#client/ui/field.tsx'

/** Adds a show by its feed's address or file, or by its title where it has no feed yet. No payment is needed. */
export function AddShow({ onAdded }: { onAdded: (show: ShowJson) => void }) {
  const [hasFeed, setHasFeed] = useState(true)
  const [isOver, setOver] = useState(false)
  const add = useAddShow(onAdded)
  const takeFile = async (file: File | undefined) => {
    if (file && !add.isPending) add.mutate({ feed_text: await readFeedFile(file) })
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void takeFile(event.dataTransfer.files[0])
  }
  if (!hasFeed)
    return (
      <form className="form" onSubmit={onSubmit(({ title }) => title && add.mutate({ title }))}>
        <TextField
          label={t('Title of the show')}
          name="title"
          required
          maxLength={500}
          autoComplete="off"
          hint={t('As apps will name it in payments. Its feed can follow later, on the show’s page.')}
        />
        <ErrorNote error={add.error} />
        <div className="row-actions">
          <Button kind="primary" type="submit" busy={add.isPending}>
            {t('Add the show')}
          </Button>
          <Button kind="quiet" onClick={() => setHasFeed(true)}>
            {t('It has a feed')}
          </Button>
        </div>
      </form>
    )
  return (
    <form
      className={isOver ? 'form add-show is-over' : 'form add-show'}
      onSubmit={onSubmit(({ feed }) => feed && add.mutate({ feed: asFeedAddress(feed) }))}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <TextField
        label={t('Address of its feed')}
        name="feed"
        required
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://example.com/feed.xml"
        hint={t(
          'The RSS address that apps follow. Title, episodes and who is paid come from there, now and every hour.',
        )}
      />
      <ErrorNote error={add.error} />
      <div className="row-actions">
        <Button kind="primary" type="submit" busy={add.isPending}>
          {add.isPending ? t('Reading the feed') : t('Add the show')}
        </Button>
        <Button kind="quiet" onClick={() => setHasFeed(false)}>
          {t('It has no feed yet')}
        </Button>
      </div>
      <Field
        label={t('Or the feed’s file')}
        hint={t('Drop it anywhere here. It is read once; nothing follows it.')}
      >
        {(props) => (
          <input
            {...props}
            className="input"
            type="file"
            accept=".xml,.rss,application/rss+xml,application/xml,text/xml"
            disabled={add.isPending}
            onChange={({ target }) => {
              void takeFile(target.files?.[0])
              target.value = ''
            }}
          />
        )}
      </Field>
    </form>
  )
}
