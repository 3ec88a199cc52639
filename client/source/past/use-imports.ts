import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { CheckImport, ImportJson } from '#api/contract/import.ts'
import { change, get } from '#client/lib/request.ts'
import { sendFile } from '#client/source/past/send-file.ts'

const IMPORTS = ['imports'] as const
/** How often a file that is worked at is looked at. */
const LOOK_MS = 1_000

/** Whether the service works at a file. */
export function isAtWork({ state }: Pick<ImportJson, 'state'>): boolean {
  return state === 'checking' || state === 'recording'
}

/** The files that were uploaded, and how large another may be; kept up to date while one is worked at. */
export function useImports() {
  const refresh = useRefresh()
  const files = useQuery({
    queryKey: IMPORTS,
    queryFn: () => get('/imports'),
    refetchInterval: ({ state: { data } }) => (data?.items.some(isAtWork) ? LOOK_MS : false),
  })
  const wasAtWork = useRef(false)
  const atWork = files.data?.items.some(isAtWork) ?? false
  useEffect(() => {
    // A file that is recorded may have brought the wallet that another one is of.
    if (wasAtWork.current && !atWork) void refresh()
    wasAtWork.current = atWork
  })
  return files
}

/** Uploads a file. `part` is how much of it is there, 0 to 1. */
export function useUpload() {
  const refresh = useRefresh()
  const [part, setPart] = useState(0)
  const abort = useRef<AbortController | null>(null)
  const upload = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController()
      setPart(0)
      return sendFile(file, setPart, abort.current.signal)
    },
    onSuccess: refresh,
  })
  return { upload, part, cancel: () => abort.current?.abort() }
}

/** Has it looked at what a file would add. */
export function useCheck(id: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: CheckImport) => change('POST', '/imports/{id}/check', { id, body }),
    onSuccess: refresh,
  })
}

/** Records a file, stops what is under way, or removes it. */
export function useImportActions(id: string) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const record = useMutation({
    mutationFn: () => change('POST', '/imports/{id}/record', { id }),
    onSettled: refresh,
  })
  const stop = useMutation({
    mutationFn: () => change('POST', '/imports/{id}/stop', { id }),
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => change('DELETE', '/imports/{id}', { id }),
    onSuccess: () => client.invalidateQueries({ queryKey: IMPORTS }),
  })
  return { record, stop, remove }
}

/** The first rows of a file that cannot be recorded. */
export function useRefused({ id, version }: { id: string; version: number }, isOpen: boolean) {
  return useQuery({
    queryKey: ['imports', id, 'refused', version],
    queryFn: async () => (await get('/imports/{id}/refused', { id })).items,
    enabled: isOpen,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all([IMPORTS, ['sources'], ['wallets']].map((queryKey) => client.invalidateQueries({ queryKey })))
}
