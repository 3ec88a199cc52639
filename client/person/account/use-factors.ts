import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ME } from '#client/lib/query-client.ts'
import { change, get } from '#client/lib/request.ts'
import { makePasskey } from '#client/person/factor/passkey.ts'

const FACTORS = ['factors'] as const

/** How one comes in beside the password. */
export function useFactors() {
  return useQuery({ queryKey: FACTORS, queryFn: () => get('/auth/factors') })
}

/** Adds and removes factors; `codes` are the recovery codes that came with the first, or were made anew: they are shown once. */
export function useChangeFactors() {
  const client = useQueryClient()
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const refresh = () => {
    client.invalidateQueries({ queryKey: FACTORS })
    client.invalidateQueries({ queryKey: ME })
  }
  const onSuccess = (answer: { recovery_codes: readonly string[] | null }) => {
    if (answer.recovery_codes) setCodes(answer.recovery_codes)
    refresh()
  }
  const addPasskey = useMutation({
    mutationFn: async (name: string) => {
      const { step, passkey } = await change('POST', '/auth/factors/passkeys/ask')
      return change('POST', '/auth/factors/passkeys', {
        body: { step, name, passkey: await makePasskey(passkey) },
      })
    },
    onSuccess,
  })
  const removePasskey = useMutation({
    mutationFn: (key: string) => change('DELETE', '/auth/factors/passkeys/{key}', { key }),
    onSuccess: refresh,
  })
  const beginApp = useMutation({ mutationFn: () => change('POST', '/auth/factors/code-app/begin') })
  const addApp = useMutation({
    mutationFn: (code: string) => change('POST', '/auth/factors/code-app', { body: { code } }),
    onSuccess: (answer) => {
      beginApp.reset()
      onSuccess(answer)
    },
  })
  const removeApp = useMutation({
    mutationFn: () => change('DELETE', '/auth/factors/code-app'),
    onSuccess: refresh,
  })
  const makeCodes = useMutation({
    mutationFn: () => change('POST', '/auth/factors/recovery-codes'),
    onSuccess,
  })
  return { codes, addPasskey, removePasskey, beginApp, addApp, removeApp, makeCodes }
}
