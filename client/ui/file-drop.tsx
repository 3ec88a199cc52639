import { type ReactNode, useState } from 'react'

type Props = { label: string; accept: string; onFile: (file: File) => void; children: ReactNode }

/** A place to drop a file on, or to choose one. */
export function FileDrop({ label, accept, onFile, children }: Props) {
  const [isOver, tell] = useState(false)
  const take = (files: FileList | null | undefined) => {
    const [file] = files ?? []
    if (file) onFile(file)
  }
  return (
    <label
      className={isOver ? 'file-drop is-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        tell(true)
      }}
      onDragLeave={() => tell(false)}
      onDrop={(event) => {
        event.preventDefault()
        tell(false)
        take(event.dataTransfer.files)
      }}
    >
      <strong>{label}</strong>
      <span className="hint">{children}</span>
      <input
        type="file"
        accept={accept}
        onChange={({ target }) => {
          take(target.files)
          target.value = ''
        }}
      />
    </label>
  )
}
