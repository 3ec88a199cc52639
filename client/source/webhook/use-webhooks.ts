import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WebhookMappingJson } from '#api/contract/webhook.ts'
import { change, get } from '#client/lib/request.ts'

const WEBHOOKS = ['webhooks'] as const

/** Every webhook with an address of its own, and how it does. */
export function useWebhooks() {
  return useQuery({
    queryKey: WEBHOOKS,
    queryFn: async () => (await get('/webhooks')).items,
    refetchInterval: 30_000,
  })
}

/** What a sample has, and with a mapping, what it would be recorded as. */
export function useTrySample() {
  return useMutation({
    mutationFn: (body: { sample: string; mapping?: WebhookMappingJson }) =>
      change('POST', '/webhooks/try', { body }),
  })
}

/** Makes an address that anything can send to. */
export function useMakeWebhook() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: {
      name: string
      wallet: string | null
      whose: 'show' | 'shared'
      mapping: WebhookMappingJson
    }) => change('POST', '/webhooks', { body }),
    onSuccess: refresh,
  })
}

export type Webhook = NonNullable<ReturnType<typeof useWebhooks>['data']>[number]

/** Reads what comes to a webhook by other fields from now on. */
export function useChangeMapping(name: string) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: WebhookMappingJson) => change('PUT', '/webhooks/{name}/mapping', { name, body }),
    onSuccess: refresh,
  })
}

/** Gives a webhook another address. */
export function useRenewAddress(name: string) {
  return useMutation({ mutationFn: () => change('POST', '/webhooks/{name}/address', { name }) })
}

/** Ends a webhook. */
export function useRemoveWebhook(name: string) {
  const refresh = useRefresh()
  return useMutation({ mutationFn: () => change('DELETE', '/webhooks/{name}', { name }), onSuccess: refresh })
}

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: WEBHOOKS }),
      client.invalidateQueries({ queryKey: ['sources'] }),
    ])
}
